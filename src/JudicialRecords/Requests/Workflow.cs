using System.Collections.Frozen;

namespace Civic.JudicialRecords.Requests;

/// <summary>
/// The rules by which a request moves, in one table: by whom, what hinders, what changes. Pages, workers and the
/// gateway's words all go through here; a test goes through every order of them, and the diagram in
/// docs/flows/states.md is drawn from what it finds.
/// </summary>
internal static class Workflow
{
    private static readonly FrozenDictionary<DossierEvent, Rule> Rules = new Dictionary<DossierEvent, Rule>
    {
        [DossierEvent.FeeAsked] = new(
            Party.Staff,
            (d, _) => d is { State: DossierState.Registered, FeeDecided: true } && OwesFee(d) ? null : NotNow,
            (d, by) => Move(d, DossierState.PaymentAsked, by)),
        [DossierEvent.FeePaid] = new(
            Party.Gateway,
            (d, _) => d.State == DossierState.PaymentAsked ? null : NotNow,
            (d, by) =>
            {
                d.PaidAt = by.At;
                Move(d, DossierState.Registered, by);
            }),
        [DossierEvent.FeeGivenBack] = new(
            Party.Gateway,
            (d, _) => d.State is DossierState.Registered or DossierState.SupplementAsked
                && d is { PaidAt: not null, ReceivedAt: null } ? null : NotNow,
            (d, by) =>
            {
                d.PaidAt = null;
                AskAgain(d, by);
            }),
        [DossierEvent.Accepted] = new(
            Party.Staff,
            (d, _) => d.State != DossierState.Registered ? NotNow
                : !d.FeeDecided ? Hindrance.FeeUndecided
                : OwesFee(d) ? Hindrance.Unpaid
                : null,
            (d, by) =>
            {
                (d.ReceivedAt, d.ReceptionBy) = (by.At, by.Subject);
                Move(d, DossierState.Received, by);
            }),
        [DossierEvent.Refused] = new(
            Party.Staff,
            (d, _) => d.State == DossierState.Registered ? null : NotNow,
            (d, by) => Move(d, DossierState.Rejected, by)),
        [DossierEvent.SupplementAsked] = new(
            Party.Staff,
            (d, who) => d.State is DossierState.Registered or DossierState.Received || IsPreparedBy(d, who)
                ? null : NotNow,
            (d, by) => Move(d, DossierState.SupplementAsked, by)),
        [DossierEvent.Supplemented] = new(
            Party.Citizen,
            (d, _) => d.State == DossierState.SupplementAsked ? null : NotNow,
            (d, by) =>
            {
                Move(d, Asked(d).From ?? DossierState.Registered, by);
                AskAgain(d, by);
            }),
        [DossierEvent.Taken] = new(
            Party.Staff,
            (d, _) => d.State == DossierState.Received ? null : NotNow,
            (d, by) =>
            {
                d.CaseOfficer = by.Subject;
                Move(d, DossierState.InProgress, by);
            }),
        [DossierEvent.HandedBack] = new(
            Party.Staff,
            (d, _) => IsBeingPrepared(d) && d.CaseOfficer is not null ? null : NotNow,
            (d, _) => d.CaseOfficer = null),
        [DossierEvent.TakenOver] = new(
            Party.Staff,
            (d, _) => IsBeingPrepared(d) && d.CaseOfficer is null ? null : NotNow,
            (d, by) => d.CaseOfficer = by.Subject),
        [DossierEvent.Prepared] = new(
            Party.Staff,
            NotTheirs,
            (d, by) => (d.PreparedBy, d.PreparedAt) = (by.Subject, by.At)),
        [DossierEvent.Checked] = new(
            Party.Staff,
            (d, who) => NextStep.Of(d) != Turn.DivisionHead ? NotNow
                : who == d.PreparedBy ? Hindrance.FourEyes
                : null,
            (d, by) => (d.CheckedBy, d.CheckedAt) = (by.Subject, by.At)),
        [DossierEvent.SentBack] = new(
            Party.Staff,
            (d, _) => NextStep.Of(d) is Turn.DivisionHead or Turn.Leader ? null : NotNow,
            (d, _) => (d.PreparedBy, d.PreparedAt, d.CheckedBy, d.CheckedAt) = (null, null, null, null)),
        [DossierEvent.Approved] = new(
            Party.Staff,
            (d, who) => NextStep.Of(d) != Turn.Leader ? NotNow
                : d.MisuseReportedAt is not null ? Hindrance.MisuseReported
                : who == d.PreparedBy || who == d.CheckedBy || d.PreparedBy == d.CheckedBy ? Hindrance.FourEyes
                : null,
            (d, by) => (d.ApprovedBy, d.ApprovedAt) = (by.Subject, by.At)),
        [DossierEvent.PersonSigned] = new(
            Party.System, At(Turn.PersonSignature), (d, by) => d.PersonSignedAt = by.At),
        [DossierEvent.SealOrdered] = new(
            Party.Staff,
            (d, _) => NextStep.Of(d) != Turn.Clerk ? NotNow
                : d.MisuseReportedAt is not null ? Hindrance.MisuseReported
                : null,
            (d, by) => (d.SealOrderedBy, d.SealOrderedAt) = (by.Subject, by.At)),
        [DossierEvent.IssuingBegun] = new(
            Party.System,
            (d, _) => NextStep.Of(d) == Turn.AgencySeal && d.IssuingSince is null ? null : NotNow,
            (d, by) => d.BeginIssuing(by.At)),
        [DossierEvent.Issued] = new(
            Party.System,
            (d, _) => NextStep.Of(d) == Turn.AgencySeal && d.IssuingSince is not null ? null : NotNow,
            (d, by) =>
            {
                d.SealedAt = by.At;
                Move(d, DossierState.Done, by);
            }),
        [DossierEvent.Returned] = new(
            Party.System, At(Turn.Delivery), (d, by) => Move(d, DossierState.Returned, by)),
        [DossierEvent.Withdrawn] = new(
            Party.Citizen,
            (d, _) => d.MayMoveTo(DossierState.Withdrawn) ? null : NotNow,
            (d, by) => Move(d, DossierState.Withdrawn, by)),
        [DossierEvent.Stopped] = new(
            Party.Staff, NotTheirs, (d, by) => Move(d, DossierState.Stopped, by)),
        [DossierEvent.ClosedUnpaid] = new(
            Party.System,
            (d, _) => d.State == DossierState.PaymentAsked ? null : NotNow,
            (d, by) => Move(d, DossierState.Stopped, by)),
        [DossierEvent.ClosedUnanswered] = new(
            Party.System,
            (d, _) => d.State == DossierState.SupplementAsked ? null : NotNow,
            (d, by) => Move(d, DossierState.Stopped, by)),
    }.ToFrozenDictionary();

    private const Hindrance NotNow = Hindrance.NotThisStep;

    internal static Party PartyOf(DossierEvent what) => Rules[what].By;

    /// <returns>Null where it may happen by this person now.</returns>
    internal static Hindrance? Hinders(this Dossier dossier, DossierEvent what, string subject) =>
        Rules[what].Hinders(dossier, subject);

    /// <summary>Lets it happen where nothing hinders; whoever read the request before has to read it again.</summary>
    internal static Hindrance? Try(this Dossier dossier, DossierEvent what, Hand by)
    {
        if (dossier.Hinders(what, by.Subject) is { } hindrance)
        {
            return hindrance;
        }

        Rules[what].Change(dossier, by);
        dossier.Version++;
        return null;
    }

    /// <summary>Where the caller has made sure that nothing can hinder it.</summary>
    internal static void Must(this Dossier dossier, DossierEvent what, Hand by)
    {
        if (dossier.Try(what, by) is { } hindrance)
        {
            throw new InvalidOperationException($"{what} can't happen in state {dossier.State}: {hindrance}.");
        }
    }

    /// <summary>The last time that the citizen was asked for something; its history must be loaded.</summary>
    internal static StateChange Asked(Dossier dossier) =>
        dossier.History.Where(c => c.To == DossierState.SupplementAsked).OrderBy(c => c.At).ThenBy(c => c.Id).Last();

    /// <summary>
    /// A fee that the gateway gave back unasked is owed again before anybody takes the request in; where papers are
    /// asked for meanwhile, once those have come.
    /// </summary>
    private static void AskAgain(Dossier dossier, Hand by)
    {
        if (dossier is { State: DossierState.Registered, FeeDecided: true } && OwesFee(dossier))
        {
            Move(dossier, DossierState.PaymentAsked, by with { Reason = null });
        }
    }

    private static bool OwesFee(Dossier dossier) =>
        dossier.FeeCitizen > Shared.Identity.Money.Zero && dossier.PaidAt is null;

    private static bool IsBeingPrepared(Dossier dossier) =>
        dossier is { State: DossierState.InProgress, PreparedAt: null };

    private static bool IsPreparedBy(Dossier dossier, string subject) =>
        IsBeingPrepared(dossier) && dossier.CaseOfficer == subject;

    private static Hindrance? NotTheirs(Dossier dossier, string subject) =>
        !IsBeingPrepared(dossier) ? NotNow
        : dossier.CaseOfficer != subject ? Hindrance.NotYourDossier
        : null;

    private static Func<Dossier, string, Hindrance?> At(Turn turn) =>
        (dossier, _) => NextStep.Of(dossier) == turn ? null : NotNow;

    /// <summary>A stop is the end of a request here; nothing resumes one.</summary>
    private static void Move(Dossier dossier, DossierState to, Hand by)
    {
        if (dossier.MoveTo(to, by.At, by.Subject, by.Reason, final: true) is not MoveResult.Moved)
        {
            throw new InvalidOperationException($"The national state machine has no way from {dossier.State} to {to}.");
        }
    }

    private sealed record Rule(Party By, Func<Dossier, string, Hindrance?> Hinders, Action<Dossier, Hand> Change);
}
