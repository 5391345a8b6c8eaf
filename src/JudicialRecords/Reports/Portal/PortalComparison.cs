using System.Diagnostics;
using System.Globalization;
using Civic.JudicialRecords.Requests;

namespace Civic.JudicialRecords.Reports.Portal;

/// <param name="Result">Name of the certificate, or of the decision that ended it; null before it is returned.</param>
internal sealed record OurSide(DossierState State, string? Result);

/// <summary>What the portal says of one dossier (TraCuuHoSo). The three never look alike.</summary>
internal abstract record TheirSide
{
    /// <param name="State">As it writes it.</param>
    /// <param name="Result">The paper that it names, where it names one.</param>
    internal sealed record Holds(string State, string? Result) : TheirSide;

    internal sealed record NotKnown : TheirSide;

    /// <param name="Code">What came instead of an answer.</param>
    internal sealed record Unreachable(string Code) : TheirSide;
}

/// <summary>A word of ours that the portal has not taken yet.</summary>
/// <param name="LastAnswer">Null where it was not tried yet.</param>
internal sealed record WaitingWord(DateTimeOffset Since, int Attempts, string? LastAnswer);

/// <summary>How one dossier stands at the portal.</summary>
internal abstract record Standing
{
    internal sealed record Same : Standing;

    internal sealed record OtherState(string Theirs) : Standing;

    /// <param name="Theirs">Null where it names none.</param>
    internal sealed record OtherResult(string? Theirs) : Standing;

    internal sealed record NotKnown : Standing;

    internal sealed record Unreachable(string Code) : Standing;

    internal sealed record OnItsWay(WaitingWord Word, string? Theirs) : Standing;
}

/// <summary>The rule by which a dossier is compared.</summary>
internal static class PortalComparison
{
    /// <param name="ours">As it is now.</param>
    /// <param name="theirs">As they said.</param>
    /// <param name="waiting">The first word that waits; where one does, a difference is not the portal's.</param>
    internal static Standing Of(OurSide ours, TheirSide theirs, WaitingWord? waiting) => theirs switch
    {
        // Nobody knows what it has, whatever waits for it.
        TheirSide.Unreachable(var code) => new Standing.Unreachable(code),
        TheirSide.Holds(var state, var result) when state == Number(ours.State) && result == ours.Result =>
            new Standing.Same(),
        TheirSide.Holds(var state, _) when waiting is not null => new Standing.OnItsWay(waiting, state),
        TheirSide.NotKnown when waiting is not null => new Standing.OnItsWay(waiting, null),
        TheirSide.NotKnown => new Standing.NotKnown(),
        TheirSide.Holds(var state, var result) => state == Number(ours.State)
            ? new Standing.OtherResult(result)
            : new Standing.OtherState(state),
        _ => throw new UnreachableException("The portal holds it, does not know it, or was not reached."),
    };

    /// <summary>What is told anew; of the others nothing is known, or a word is on its way already.</summary>
    internal static bool NeedsTelling(this Standing standing) =>
        standing is Standing.OtherState or Standing.OtherResult or Standing.NotKnown;

    /// <summary>Rounded down: 100 is said of all only.</summary>
    /// <returns>Null where there was nothing to compare.</returns>
    internal static decimal? Percent(int same, int total) =>
        total == 0 ? null : Math.Floor(1000m * same / total) / 10;

    private static string Number(DossierState state) => ((int)state).ToString(CultureInfo.InvariantCulture);
}
