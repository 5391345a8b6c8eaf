using Civic.JudicialRecords.Payments;
using Civic.JudicialRecords.Requests;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Tests.Workflows;

/// <summary>Something that can happen, by whom; false where it can't happen now.</summary>
internal sealed record Happening(string Name, Party By, Func<DossierWorld, bool> Try);

/// <summary>Everything that can happen to a request, its money and its certificate.</summary>
internal static class DossierStory
{
    private const int MostOrders = 3;

    internal static IReadOnlyList<Happening> All { get; } = [.. ByRule(), .. Fee(), .. Signing(), .. Money()];

    private static IEnumerable<Happening> ByRule()
    {
        DossierEvent[] own =
        [
            DossierEvent.SupplementAsked, DossierEvent.Taken, DossierEvent.TakenOver, DossierEvent.Prepared,
            DossierEvent.Checked, DossierEvent.Stopped,
        ];
        // These come with a fee, a payment, an approval or the log, below.
        DossierEvent[] composed =
        [
            DossierEvent.FeeAsked, DossierEvent.FeePaid, DossierEvent.FeeGivenBack, DossierEvent.Approved,
            DossierEvent.Issued,
        ];
        foreach (var what in Enum.GetValues<DossierEvent>().Except(composed))
        {
            foreach (var subject in own.Contains(what) ? DossierWorld.Staff : ["A"])
            {
                yield return new(Words(what), Workflow.PartyOf(what), w => w.Try(what, subject));
            }
        }
    }

    private static IEnumerable<Happening> Fee() =>
    [
        new("fee assessed: nothing to pay", Party.Staff, w => w.Assess(Shared.Identity.Money.Zero)),
        new("fee assessed: something to pay", Party.Staff, w => w.Assess(DossierWorld.Due)),
    ];

    private static IEnumerable<Happening> Signing()
    {
        for (var i = 0; i < DossierWorld.Staff.Length; i++)
        {
            var person = i;
            yield return new($"{DossierWorld.Staff[i]} looks the file over", Party.Staff, w => w.Proposes(person));
            yield return new("approved", Party.Staff, w => w.Confirms(person));
        }

        yield return new("entered in the log", Party.System, w => w.EntersTheLog());
        yield return new("issued", Party.System, w => w.KeepsTheReceipt());
    }

    private static IEnumerable<Happening> Money()
    {
        yield return new("opens the page to pay", Party.Citizen, OpensPage);
        yield return new("pays at the counter", Party.Staff, PaysAtTheCounter);
        for (var i = 0; i < MostOrders; i++)
        {
            var order = i;
            yield return AtGateway("pays", Party.Citizen, order, GatewayStatus.Paid, DossierWorld.Due);
            yield return AtGateway("pays another amount", Party.Citizen, order, GatewayStatus.Paid, OrderWorld.Wrong);
            yield return AtGateway("cancels at the gateway", Party.Citizen, order, GatewayStatus.Cancelled, default);
            yield return AtGateway("payment fails", Party.Gateway, order, GatewayStatus.Failed, default);
            yield return new("gateway gives back unasked", Party.Gateway, w => GivesBack(w, order));
            yield return Of(Party.System, "worker asks the gateway", order, (w, o) => o.IsPolled(w.Dossier, w.Now));
            yield return Of(Party.Gateway, "first notice arrives", order, (w, o) => o.Hears(0, w.Dossier, w.Now));
            yield return Of(Party.Gateway, "second notice arrives", order, (w, o) => o.Hears(1, w.Dossier, w.Now));
            yield return Of(Party.System, "refund asked", order, (w, o) => o.IsAskedBack(w.Dossier, w.Processed));
            yield return Of(Party.System, "refunded", order, (w, o) => o.IsRefunded(w.Dossier, w.Now));
        }
    }

    private static Happening Of(Party by, string name, int order, Func<DossierWorld, OrderWorld, bool> act) =>
        new(name, by, w => order < w.Orders.Count && act(w, w.Orders[order]));

    private static Happening AtGateway(string name, Party by, int order, GatewayStatus status, Money paid) =>
        Of(by, name, order, (_, o) => o.Becomes(GatewayStatus.Pending, status, paid));

    private static bool GivesBack(DossierWorld world, int order)
    {
        if (order >= world.Orders.Count || world.Orders[order] is not { } paid
            || !paid.Becomes(GatewayStatus.Paid, GatewayStatus.Refunded, paid.Paid))
        {
            return false;
        }

        world.GivenBackUnasked = true;
        return true;
    }

    private static bool OpensPage(DossierWorld world)
    {
        var orders = world.Orders.ConvertAll(o => o.Order);
        if (orders.Count >= MostOrders || !PaymentRules.MayPay(world.Dossier, orders)
            || orders.Exists(o => o.Status == PaymentStatus.Created))
        {
            return false;
        }

        world.Orders.Add(new(PaymentRules.NewOrder(world.Dossier, world.Now, Shared.Identity.Money.Zero)));
        return true;
    }

    private static bool PaysAtTheCounter(DossierWorld world)
    {
        var orders = world.Orders.ConvertAll(o => o.Order);
        if (orders.Count >= MostOrders || !PaymentRules.MayPay(world.Dossier, orders))
        {
            return false;
        }

        world.Orders.Add(new(PaymentRules.TakeAtCounter(
            world.Dossier, PaymentMethod.Cash, null, new("A", world.Now))));
        return true;
    }

    /// <summary>FeeGivenBack: fee given back.</summary>
    internal static string Words(DossierEvent what) =>
        string.Concat(what.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $" {c}" : $"{c}"))
            .ToLowerInvariant();
}
