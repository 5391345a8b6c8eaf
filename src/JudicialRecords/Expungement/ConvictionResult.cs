using System.Text.Json.Serialization;
using Civic.JudicialRecords.Records;
using Civic.Shared.Web;

namespace Civic.JudicialRecords.Expungement;

/// <summary>
/// Whether a person has a conviction to certify on a day, with the reasons. Kept as JSON with the dossier.
/// </summary>
[JsonDerivedType(typeof(Clear), "clear")]
[JsonDerivedType(typeof(Convicted), "convicted")]
[JsonDerivedType(typeof(NeedsVerification), "needs-verification")]
internal abstract record ConvictionResult
{
    private ConvictionResult() { }

    /// <summary>The day for which it was computed: that of signing.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>In order of time; empty for somebody never convicted.</summary>
    public required IReadOnlyList<JudgmentFinding> Findings { get; init; }

    /// <summary>The rule that was applied and how its switches stood.</summary>
    public required IReadOnlyList<Bilingual> Rules { get; init; }

    /// <summary>Whether the result may be used without an officer's decision.</summary>
    public required ResultUse Use { get; init; }

    /// <summary>Không có án tích.</summary>
    internal sealed record Clear : ConvictionResult;

    /// <summary>Có án tích.</summary>
    internal sealed record Convicted : ConvictionResult;

    /// <summary>Facts are missing; the request moves to the track of 15 days.</summary>
    internal sealed record NeedsVerification : ConvictionResult;
}

/// <summary>
/// Only "never convicted", "convicted" and "expunged and recorded" are used as computed; everything else an officer
/// decides, told why.
/// </summary>
[JsonDerivedType(typeof(AsComputed), "as-computed")]
[JsonDerivedType(typeof(OfficerDecides), "officer-decides")]
internal abstract record ResultUse
{
    private ResultUse() { }

    internal sealed record AsComputed : ResultUse;

    internal sealed record OfficerDecides(IReadOnlyList<Bilingual> Reasons) : ResultUse;
}

/// <summary>What one judgment comes to.</summary>
/// <param name="Start">When its period began.</param>
/// <param name="End">When it is or was expunged; null where that can't be said or needs a court.</param>
internal sealed record JudgmentFinding(
    JudgmentFacts Judgment,
    JudgmentStanding Standing,
    DateOnly? Start,
    DateOnly? End,
    IReadOnlyList<Finding> Reasons
)
{
    /// <summary>
    /// Only "convicted" and "expunged and recorded", where no switch decided, stand without an officer.
    /// </summary>
    internal bool NeedsOfficer =>
        Standing is not (JudgmentStanding.Active or JudgmentStanding.ExpungedAndRecorded)
        || Reasons.Any(r => r.Flag);
}

/// <param name="Code">Stable, such as "art-70-2-period".</param>
/// <param name="Flag">True where a switch or an unsettled law decided.</param>
internal sealed record Finding(string Code, Bilingual Text, bool Flag = false);

internal enum JudgmentStanding
{
    /// <summary>Start value: not judged, treated as needing verification.</summary>
    NeedsVerification,

    /// <summary>Not final, quashed or decriminalised: as if it were not there.</summary>
    Ignored,

    /// <summary>Never counts as án tích (Art. 69(2), 107(1)).</summary>
    NoRecord,

    /// <summary>General amnesty recorded (Law 28/2009 Art. 42(2)c).</summary>
    Amnestied,

    /// <summary>Expunged by a document in the file.</summary>
    ExpungedAndRecorded,

    /// <summary>Expunged by lapse of time, not yet recorded: to be verified and recorded.</summary>
    ExpungedByTime,
    Active,
}
