using Civic.JudicialRecords.Payments;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Settlement;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Tests.Payments;

/// <summary>What must hold of the money, whatever happened before.</summary>
internal static class PaymentTruths
{
    /// <summary>After every single event.</summary>
    internal static string? Broken(PaymentWorld world)
    {
        var (dossier, books) = (world.Dossier, world.Books);
        var released = dossier.State is DossierState.Registered or DossierState.Received or DossierState.InProgress
            or DossierState.Returned;
        return books.In - books.Out != books.Receipted ? $"ledger {books.In - books.Out}, receipts {books.Receipted}"
            : world.Orders.Any(o => o.Held != books.EntriesOf(o)) ? "an order holds what the ledger does not"
            : world.Orders.Any(o => books.ValidOf(o).Count() > 1) ? "two receipts"
            : world.Paid > PaymentWorld.Due ? $"{world.Paid} paid, {PaymentWorld.Due} owed"
            : released && dossier.PaidAt is null ? "released and not marked as paid"
            : dossier.State == DossierState.PaymentAsked && dossier.PaidAt is not null ? "asked for and paid"
            : dossier is { PaidAt: not null, ReceivedAt: null, IsOpen: true } && world.Paid != PaymentWorld.Due
                ? $"marked as paid with {world.Paid}"
            : null;
    }

    /// <summary>Once nothing is on its way any more.</summary>
    internal static string? BrokenAtRest(PaymentWorld world)
    {
        var (state, books, held) = (world.Dossier.State, world.Books, world.Money);
        var wrong = BooksWorld.Sum(
            world.Orders.Where(o => o.Status == PaymentStatus.WrongAmount).Select(o => o.Held));
        var owed = IsOwed(world.Dossier) ? PaymentWorld.Due - world.Paid : Money.Zero;
        var citizen = CitizenOf(world.Dossier, world.Pack);
        return books.In - books.Out != held ? $"ledger {books.In - books.Out}, money {held}"
            : books.Receipted != held ? $"receipts {books.Receipted}, money {held}"
            : wrong > Money.Zero && state != DossierState.PaymentAsked ? $"a wrong amount stays in state {state}"
            : Kept(world) - owed is var kept && !IsShown(world, kept) && held - wrong != kept
                ? $"{held} held in state {state}, {kept} to be kept"
            : !IsShown(world, kept) && citizen != held - wrong + owed
                ? $"the citizen's part is {citizen}, {held} held, {owed} owed"
            : null;
    }

    /// <summary>Given back unasked once the request was taken in or has ended: shown, not mended.</summary>
    private static bool IsShown(PaymentWorld world, Money kept) =>
        kept > Money.Zero && world.Gateway.GaveBack
        && (world.Dossier.ReceivedAt is not null || !world.Dossier.IsOpen);

    /// <summary>Asked for, or to be asked for once the papers have come.</summary>
    private static bool IsOwed(Dossier dossier) =>
        dossier.State == DossierState.PaymentAsked
        || dossier is { State: DossierState.SupplementAsked, PaidAt: null };

    private static Money Kept(PaymentWorld world)
    {
        var rule = world.Pack.Refunds.Rows[0];
        var back = world.Dossier.State switch
        {
            DossierState.Rejected => rule.Refused,
            DossierState.Stopped => rule.Stopped,
            DossierState.Withdrawn when world.Processed => rule.WithdrawnDuringWork,
            DossierState.Withdrawn => rule.WithdrawnBeforeWork,
            _ => false,
        };
        // Of a fee that was never paid in full nothing is kept in the end.
        var left = world.Dossier is { IsOpen: false, PaidAt: null };
        return back || left ? Money.Zero : PaymentWorld.Due;
    }

    /// <summary>The citizen's part in the ledger of the city's support.</summary>
    private static Money CitizenOf(Dossier dossier, PolicyPack pack) =>
        BooksWorld.Sum(Ledger.Missing(dossier, null, pack, dossier.SubmittedAt).Select(e => e.Citizen));
}
