using System.Text.Json.Serialization;

namespace Civic.JudicialRecords.Records;

/// <summary>One judgment as the judicial register holds it (facts 4.6).</summary>
internal sealed record JudgmentFacts
{
    public required string Number { get; init; }

    public required DateOnly Date { get; init; }

    public required string Court { get; init; }

    public required JudgmentState State { get; init; }

    public required IReadOnlyList<Offence> Offences { get; init; }

    public required MainPenalty Main { get; init; }

    public IReadOnlyList<AdditionalPenalty> Additional { get; init; } = [];

    /// <summary>Compensation and other civil obligations; null where the judgment sets none.</summary>
    public Obligation? Civil { get; init; }

    /// <summary>Án phí; null where the judgment sets none.</summary>
    public Obligation? CourtFee { get; init; }

    /// <summary>When the main penalty was served, or the probation of a suspended sentence ended.</summary>
    public Completion MainCompletion { get; init; }

    /// <summary>Expiry of the statute for executing the judgment (Art. 70(3)).</summary>
    public DateOnly? ExecutionLimitExpiredOn { get; init; }

    public bool ExemptFromPunishment { get; init; }

    /// <summary>Judicial measure of section 3, chapter XII, instead of a penalty on a minor.</summary>
    public bool JudicialMeasureForMinor { get; init; }

    /// <summary>General amnesty (đại xá) recorded.</summary>
    public LegalDocument? Amnesty { get; init; }

    /// <summary>
    /// Decision or certificate of expungement, or a recorded verification that it came about by itself.
    /// </summary>
    public ExpungementDocument? Expungement { get; init; }

    /// <summary>
    /// Further documents: enforcement, reduction, exemption, completion and others, for number 2 and the officer.
    /// </summary>
    public IReadOnlyList<RelatedDocument> Documents { get; init; } = [];
}

internal enum JudgmentState
{
    /// <summary>Not stated; needs verification.</summary>
    Unknown,
    Final,
    NotFinal,
    Quashed,
    Decriminalised,
}

/// <param name="Chapter">Chapter of the Penal Code; XIII is 13, XXVI is 26.</param>
internal sealed record Offence(
    string Name,
    string Article,
    int Chapter,
    OffenceGravity Gravity,
    bool Negligent,
    DateOnly? CommittedOn
);

/// <summary>Penal Code Art. 9; Unknown needs verification.</summary>
internal enum OffenceGravity
{
    Unknown,
    LessSerious,
    Serious,
    VerySerious,
    EspeciallySerious,
}

/// <summary>The main penalty as declared (Art. 73(1)).</summary>
/// <param name="Months">Length of prison or non-custodial reform; probation has its own.</param>
/// <param name="Text">As the judgment says it.</param>
/// <param name="CombinedMonths">Length to which this and other judgments were combined, if they were.</param>
internal sealed record MainPenalty(
    MainPenaltyKind Kind,
    int? Months,
    int? ProbationMonths,
    string Text,
    // Absent from what was digested before it was known: earlier decisions on a possible match hold by that digest.
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? CombinedMonths = null
);

internal enum MainPenaltyKind
{
    Warning,
    Fine,
    NonCustodial,
    SuspendedPrison,
    Prison,
    Life,
    DeathCommuted,
}

/// <param name="DueEnd">For a penalty that lasts: the day on which it ends or ended.</param>
internal sealed record AdditionalPenalty(
    AdditionalPenaltyKind Kind,
    string Text,
    Completion Completion,
    DateOnly? DueEnd = null
);

internal enum AdditionalPenaltyKind
{
    /// <summary>Quản chế.</summary>
    Probation,

    /// <summary>Cấm cư trú.</summary>
    ResidenceBan,

    /// <summary>Cấm đảm nhiệm chức vụ, cấm hành nghề hoặc làm công việc nhất định.</summary>
    PostBan,

    /// <summary>Tước một số quyền công dân.</summary>
    RightsRemoved,
    Fine,
    Confiscation,
    Expulsion,
}

internal sealed record Obligation(string Text, Completion Completion);

/// <summary>Whether something was carried out; the default is not known.</summary>
internal readonly record struct Completion(CompletionState State, DateOnly? On = null)
{
    public static readonly Completion Unknown = new(CompletionState.Unknown);
    public static readonly Completion NotDone = new(CompletionState.NotDone);

    public static Completion Done(DateOnly on) => new(CompletionState.Done, on);
}

internal enum CompletionState
{
    Unknown,
    NotDone,
    Done,
}

internal sealed record LegalDocument(string Number, DateOnly Date, string Issuer);

/// <param name="EffectiveOn">From when the conviction counts as expunged.</param>
internal sealed record ExpungementDocument(
    ExpungementDocumentKind Kind,
    string Number,
    DateOnly Date,
    string Issuer,
    DateOnly EffectiveOn
);

internal enum ExpungementDocumentKind
{
    CourtDecision,
    CourtCertificate,

    /// <summary>Verification of automatic expungement, recorded in the file.</summary>
    RecordedVerification,
}

internal sealed record RelatedDocument(string Kind, string Number, DateOnly Date, string Issuer);

/// <summary>A recorded ban after bankruptcy.</summary>
internal sealed record BusinessBan(
    string DecisionNumber,
    DateOnly DecisionDate,
    string Court,
    string Post,
    DateOnly From,
    DateOnly? Until
);
