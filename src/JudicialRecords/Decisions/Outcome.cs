using Civic.Shared.Web;

namespace Civic.JudicialRecords.Decisions;

/// <summary>How an action on a dossier ended.</summary>
internal abstract record Outcome
{
    private Outcome()
    {
    }

    /// <param name="Told">What the officer reads afterwards.</param>
    internal sealed record Done(Bilingual Told) : Outcome;

    /// <param name="Code">Stable, without the prefix civic:judicial:.</param>
    /// <param name="Why">What happened, what it means, what to do.</param>
    internal sealed record Refused(string Code, Bilingual Why) : Outcome;
}
