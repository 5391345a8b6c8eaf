using Civic.JudicialRecords.Payments;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Tests.Policies;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Tests.Workflows;

/// <summary>What must hold in every state of a request, and over every step.</summary>
internal static class DossierTruths
{
    internal static string? Broken(DossierWorld world)
    {
        var d = world.Dossier;
        string?[] hands = [.. new[] { d.PreparedBy, d.CheckedBy, d.ApprovedBy }.Where(h => h is not null)];
        var ended = d.State is DossierState.Rejected or DossierState.Withdrawn or DossierState.Stopped
            or DossierState.Done or DossierState.Returned;
        var issued = d.State is DossierState.Done or DossierState.Returned;
        return hands.Distinct().Count() != hands.Length ? "one person did two of preparing, checking, approving"
            : d.IsOpen == ended ? $"open is {d.IsOpen} in state {d.State}"
            : world.Certificates > 1 ? "two certificates"
            : world.Certificates == 0 && d.ApprovedAt is not null ? "approved without a certificate"
            : world.InTheLog && ended && !issued ? $"stands in the issuance log, but ended as {d.State}"
            : issued && !world.InTheLog ? "issued and not in the log"
            : issued && (d.SealedAt is null || d.PersonSignedAt is null) ? "issued without both signatures"
            : world.Orders.Count(o => o.Order.Status == PaymentStatus.Paid) > 1 ? "paid twice"
            : d.State == DossierState.PaymentAsked && d.PaidAt is not null ? "asked for what is paid"
            : IsOver(world) ? BrokenAtTheEnd(world)
            : null;
    }

    internal static string? Broken(DossierWorld before, DossierWorld after)
    {
        var (from, to) = (before.Dossier, after.Dossier);
        var held = after.Orders.Where(o => o.Order.Status == PaymentStatus.Paid)
            .Aggregate(Money.Zero, (sum, o) => sum + o.Order.Held);
        return !from.IsOpen && to.IsOpen ? "begins again after its end"
            : from.State != DossierState.Received && to.State == DossierState.Received && from.ReceivedAt is null
                && held != to.FeeCitizen ? $"accepted with {held} of {to.FeeCitizen} held"
            : from.IssuingSince is not null && to.State is not (DossierState.InProgress or DossierState.Done
                or DossierState.Returned) ? "left while it was being entered in the log"
            : null;
    }

    /// <summary>Nobody's turn, and no money on its way.</summary>
    internal static bool IsOver(DossierWorld world) =>
        NextStep.Of(world.Dossier) == Turn.Nobody
        && world.Orders.TrueForAll(o =>
            o.Order.Status != PaymentStatus.RefundAsked
            && !(o.IsOnline && PaymentRules.IsNews(o.Order, o.Truth))
            && !PaymentRules.GoesBack(o.Order, world.Dossier, world.Processed, ThePack.Refunds));

    internal static Party PartyOf(Turn turn) => turn switch
    {
        Turn.Citizen => Party.Citizen,
        Turn.PersonSignature or Turn.AgencySeal or Turn.Delivery => Party.System,
        _ => Party.Staff,
    };

    private static string? BrokenAtTheEnd(DossierWorld world)
    {
        var money = world.Orders.Aggregate(Money.Zero, (sum, o) => sum + o.Money);
        var due = world.Dossier.State switch
        {
            DossierState.Returned => world.Dossier.FeeCitizen,
            DossierState.Withdrawn when world.Processed => world.Dossier.FeeCitizen,
            _ => Money.Zero,
        };
        return world.GivenBackUnasked || money == due ? null : $"ends as {world.Dossier.State} and holds {money}";
    }
}
