using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Requests;

/// <summary>
/// One request, from the form to the returned result. The row is the queue: what is filled in says whose turn it is
/// (<see cref="NextStep"/>). Changes go through its own methods, which guard and record them.
/// </summary>
internal sealed class Dossier : IDossierProgress
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Code { get; init; }

    /// <summary>Pairwise subject, or a prefix of <see cref="Submitter"/> and a name of nobody's login.</summary>
    public required string RequesterSubject { get; set; }

    /// <summary>Of the person who asks, by whom a request made elsewhere is found online; null for an agency.</summary>
    public CitizenId? RequesterNumber { get; init; }

    public required CitizenId PersonNumber { get; init; }

    public required CertificateKind Kind { get; init; }

    public required string DeclarationJson { get; init; }

    /// <summary>The certified person's name as staff look for it, a <see cref="PlainName"/>.</summary>
    public string PersonNameKey { get; init; } = "";

    public required Channel Channel { get; init; }

    public required AssuranceLevel RequesterLevel { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    public DossierState State { get; private set; } = DossierState.Registered;

    /// <summary>False from 3, 7, 9, 10 or a final 8 on; one open dossier per person (unique index).</summary>
    public bool IsOpen { get; private set; } = true;

    /// <summary>Optimistic concurrency: two officers can't both act on the same reading.</summary>
    public int Version { get; set; }

    /// <summary>The version that the city's ledger has; another one than the dossier's is still to be booked.</summary>
    public int BookedVersion { get; set; } = -1;

    // Fees
    public Money FeeList { get; private set; }

    public Money FeeWaived { get; private set; }

    public Money FeeCity { get; private set; }

    public Money FeeCitizen { get; private set; }

    /// <summary>Facts and trace of the assessment, recomputable.</summary>
    public string FeeTraceJson { get; private set; } = "{}";

    /// <summary>
    /// False while a claimed class waits for reception's judgement or a register could not be reached.
    /// </summary>
    public bool FeeDecided { get; private set; }

    public DateTimeOffset? PaidAt { get; set; }

    // Clock of Art. 48
    public DateTimeOffset? ReceivedAt { get; set; }

    public DateOnly? DueDate { get; set; }

    public string? DueReason { get; set; }

    // Work
    public string? ReceptionBy { get; set; }

    public string? CaseOfficer { get; set; }

    public DateTimeOffset? RecordsFetchedAt { get; set; }

    /// <summary>The derived result with its reasons, as the officer saw it.</summary>
    public string? ResultJson { get; set; }

    public string? PreparedBy { get; set; }

    public DateTimeOffset? PreparedAt { get; set; }

    public string? CheckedBy { get; set; }

    public DateTimeOffset? CheckedAt { get; set; }

    public string? ApprovedBy { get; set; }

    public DateTimeOffset? ApprovedAt { get; set; }

    public DateTimeOffset? PersonSignedAt { get; set; }

    public string? SealOrderedBy { get; set; }

    public DateTimeOffset? SealOrderedAt { get; set; }

    /// <summary>
    /// Since then the sealed certificate is being entered in the issuance log: the request can only be completed, so
    /// that no certificate stands as valid there whose dossier was withdrawn or stopped here.
    /// </summary>
    public DateTimeOffset? IssuingSince { get; private set; }

    public DateTimeOffset? SealedAt { get; set; }

    /// <summary>The requester reported their account as misused; held until a division head has settled it.</summary>
    public DateTimeOffset? MisuseReportedAt { get; private set; }

    /// <summary>
    /// What the dossier waits for when a worker could not go on, such as a time stamp; told to staff and citizen.
    /// </summary>
    public string? WaitsFor { get; set; }

    public DateTimeOffset? RetryAt { get; set; }

    /// <summary>Until then one worker has this dossier in hand; a crash only lets the time pass.</summary>
    public DateTimeOffset? ClaimedUntil { get; set; }

    public int Attempts { get; set; }

    public List<StateChange> History { get; init; } = [];

    public bool MayMoveTo(DossierState to) =>
        State.MayBecome(to) && (IssuingSince is null || to is DossierState.Done or DossierState.Returned);

    /// <summary>Moves the dossier, if the national state machine allows it, and writes its history.</summary>
    public MoveResult MoveTo(
        DossierState to,
        DateTimeOffset at,
        string actor,
        string? reason = null,
        bool final = false
    )
    {
        if (!MayMoveTo(to))
        {
            return new MoveResult.NotAllowed(State, to);
        }

        History.Add(
            new StateChange
            {
                DossierId = Id,
                At = at,
                From = State,
                To = to,
                Actor = actor,
                Reason = reason,
            }
        );
        State = to;
        IsOpen =
            to is not (DossierState.Rejected or DossierState.Withdrawn or DossierState.Done or DossierState.Returned)
            && !(to == DossierState.Stopped && final);
        Version++;
        return new MoveResult.Moved(State);
    }

    /// <summary>From here on only completion is possible; kept before the issuance log hears of it.</summary>
    public void BeginIssuing(DateTimeOffset at)
    {
        IssuingSince = at;
        Version++;
    }

    public void ReportMisuse(DateTimeOffset at)
    {
        MisuseReportedAt = at;
        Version++;
    }

    public void SettleMisuse() => MisuseReportedAt = null;

    /// <summary>The first line of the history.</summary>
    public void Register(string actor) =>
        History.Add(
            new StateChange
            {
                DossierId = Id,
                At = SubmittedAt,
                From = null,
                To = DossierState.Registered,
                Actor = actor,
            }
        );

    public void Assess(Money list, Money waived, Money city, Money citizen, string traceJson, bool decided)
    {
        (FeeList, FeeWaived, FeeCity, FeeCitizen) = (list, waived, city, citizen);
        FeeTraceJson = traceJson;
        FeeDecided = decided;
        Version++;
    }
}

/// <summary>How the request came (KenhThucHien of the national portal: 1 counter, 2 online, 3 post).</summary>
internal enum Channel
{
    Counter = 1,
    VneidOnline = 2,
    Post = 3,

    /// <summary>Online, sent by the VNeID application (TaoHoSo); for the national portal 2 as well.</summary>
    VneidApplication = 4,
}

internal static class Channels
{
    internal static bool IsOnline(this Channel channel) =>
        channel is Channel.VneidOnline or Channel.VneidApplication;
}

internal sealed class StateChange
{
    /// <summary>In the order of the changes, also of those with one time.</summary>
    public Guid Id { get; init; } = OrderedId.Next();

    public required Guid DossierId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required DossierState? From { get; init; }

    public required DossierState To { get; init; }

    public required string Actor { get; init; }

    public string? Reason { get; init; }

    /// <summary>When the messages about it were put into the outbox; the row itself is what asks for them.</summary>
    public DateTimeOffset? ToldAt { get; set; }
}

internal abstract record MoveResult
{
    internal sealed record Moved(DossierState State) : MoveResult;

    internal sealed record NotAllowed(DossierState From, DossierState To) : MoveResult;
}
