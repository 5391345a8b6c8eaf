namespace Civic.JudicialRecords.Requests;

/// <summary>Everything that moves a request on; what each needs and does says <see cref="Workflow"/>.</summary>
internal enum DossierEvent
{
    FeeAsked,
    FeePaid,
    FeeGivenBack,
    Accepted,
    Refused,
    SupplementAsked,
    Supplemented,
    Taken,
    HandedBack,
    TakenOver,
    Prepared,
    Checked,
    SentBack,
    Approved,
    PersonSigned,
    SealOrdered,
    IssuingBegun,
    Issued,
    Returned,
    Withdrawn,
    Stopped,
    ClosedUnpaid,
    ClosedUnanswered,
}

/// <summary>Who brings an event about.</summary>
internal enum Party
{
    Citizen,
    Gateway,
    Staff,
    System,
}

/// <summary>Why an event can't happen to a request as it stands.</summary>
internal enum Hindrance
{
    NotThisStep,
    FeeUndecided,
    Unpaid,
    NotYourDossier,
    FourEyes,

    /// <summary>The requester's account was reported as misused, and nobody has settled that yet.</summary>
    MisuseReported,
}

/// <summary>Whose act it is, when, and why where it needs a ground.</summary>
internal readonly record struct Hand(string Subject, DateTimeOffset At, string? Reason = null);
