using Civic.JudicialRecords.Payments;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Tests.Workflows;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Tests.Payments;

/// <summary>One dossier, its orders and books by the service's own rules, and the gateway.</summary>
internal sealed class PaymentWorld
{
    internal static readonly Money Due = new(5_000);

    private static readonly DateTimeOffset Start = new(2024, 9, 3, 2, 0, 0, TimeSpan.Zero);
    private static readonly Money Wrong = new(1_000);
    private readonly List<PaymentOrder> _orders;
    private DateTimeOffset _now = Start;

    /// <param name="prepaid">What was paid before the request came, in the VNeID application.</param>
    internal PaymentWorld(PolicyPack pack, Money prepaid)
    {
        (Pack, _orders, Gateway, Books) = (pack, [], new(), new());
        Dossier = DossierWorld.Registered(Start);
        Dossier.Assess(Due, Money.Zero, Money.Zero, Due, "{}", decided: true);
        if (prepaid > Money.Zero)
        {
            TakeBeforehand(prepaid);
        }

        if (prepaid >= Due)
        {
            Dossier.PaidAt = Start;
            return;
        }

        Dossier.Must(DossierEvent.FeeAsked, new("system", Start));
        OpenOrder();
    }

    private PaymentWorld(PaymentWorld other)
    {
        Dossier = Copies.Of(other.Dossier, other.Dossier.History);
        _orders = [.. other._orders.Select(Copies.Of)];
        (Gateway, Books) = (other.Gateway.Clone(), other.Books.Clone());
        (Pack, _now, Processed) = (other.Pack, other._now, other.Processed);
    }

    internal PolicyPack Pack { get; }

    internal Dossier Dossier { get; }

    internal GatewayWorld Gateway { get; }

    internal BooksWorld Books { get; }

    internal IReadOnlyList<PaymentOrder> Orders => _orders;

    internal bool Processed { get; private set; }

    /// <summary>Where the money really is: at the gateway, and in the till of the counter.</summary>
    internal Money Money => Gateway.Held
        + BooksWorld.Sum(_orders.Where(o => !o.IsAtGateway).Select(o => o.Held));

    /// <summary>What counts towards the fee.</summary>
    internal Money Paid => BooksWorld.Sum(_orders.Where(o => o.Status == PaymentStatus.Paid).Select(o => o.Amount));

    /// <summary>In the order of what the gateway knows of them.</summary>
    private List<PaymentOrder> Online => [.. _orders.Where(o => o.IsAtGateway)];

    internal PaymentWorld Clone() => new(this);

    /// <summary>Two worlds with one key have the same future, and the same to be said against them.</summary>
    internal string Key()
    {
        var d = Dossier;
        var asked = d.State == DossierState.SupplementAsked ? Workflow.Asked(d).From : null;
        bool[] flags = [d.IsOpen, d.PaidAt is not null, d.ReceivedAt is not null, Processed];
        var orders = _orders.Select(o => $"{(int)o.Method}{(int)o.Status}:{o.Amount.Dong}:{o.Held.Dong}" +
            $":{Books.EntriesOf(o).Dong}:{string.Join('+', Books.ValidOf(o).Select(r => r.Amount.Dong))}");
        return $"{(int)d.State}<{(int?)asked} {string.Concat(flags.Select(f => f ? '1' : '0'))} " +
            $"{string.Join(';', orders)} {Gateway.Key()}";
    }

    /// <summary>Does it, or says that it can't happen now; the world is of no use then.</summary>
    internal bool Try(PaymentEvent what)
    {
        _now = _now.AddMinutes(1);
        return what switch
        {
            PaymentEvent.PaysOnNewestPage => Newest(GatewayStatus.Paid),
            PaymentEvent.PaysOnOldestPage => Gateway.Becomes(
                Gateway.OlderOf(GatewayStatus.Pending), GatewayStatus.Paid),
            PaymentEvent.PaysAnotherAmount => Newest(GatewayStatus.Paid, Wrong),
            PaymentEvent.CancelsAtGateway => Newest(GatewayStatus.Cancelled),
            PaymentEvent.FailsAtGateway => Newest(GatewayStatus.Failed),
            PaymentEvent.PaysAfterCancelling => Gateway.Becomes(
                Gateway.Newest(GatewayStatus.Cancelled), GatewayStatus.Paid),
            PaymentEvent.PaysAfterFailing => Gateway.Becomes(
                Gateway.Newest(GatewayStatus.Failed), GatewayStatus.Paid),
            PaymentEvent.OpensThePageAgain => OpensPage(),
            PaymentEvent.OldestNoticeArrives => Gateway.OnTheWay > 0 && Hear(Gateway.Arrives(0)),
            PaymentEvent.NewestNoticeArrives => Gateway.OnTheWay > 1 && Hear(Gateway.Arrives(Gateway.OnTheWay - 1)),
            PaymentEvent.LastNoticeArrivesAgain => Gateway.Last is { } last && Hear(last),
            PaymentEvent.OldestNoticeIsLost => Gateway.Loses(),
            PaymentEvent.WorkerPolls => Polls(),
            PaymentEvent.WorkerRefunds => Refunds(),
            PaymentEvent.GatewayGivesBackOldest => GivesBack(Gateway.OlderOf(GatewayStatus.Paid)),
            PaymentEvent.GatewayGivesBackNewest => GivesBack(Gateway.Newest(GatewayStatus.Paid)),
            PaymentEvent.PaysAtTheCounter => PaysAtTheCounter(),
            PaymentEvent.CounterGivesBack => CounterGivesBack(),
            PaymentEvent.ReceptionRefuses => Moves(DossierEvent.Refused) && AsksBack(),
            PaymentEvent.OfficerStops => Moves(DossierEvent.Stopped) && AsksBack(),
            PaymentEvent.DepartmentTakesItUp => TakeUp(),
            PaymentEvent.DepartmentIssues => Issues(),
            _ => Moves(MoveOf(what)),
        };
    }

    /// <summary>What is on its way arrives or is lost; the worker and the counter do their rounds.</summary>
    internal void ComeToRest(bool noticesAreLost)
    {
        while (Gateway.OnTheWay > 0)
        {
            _ = noticesAreLost ? Gateway.Loses() : Hear(Gateway.Arrives(0));
        }

        for (var round = 0; round < 3; round++)
        {
            Polls();
            Refunds();
            while (CounterGivesBack())
            {
            }
        }
    }

    private static DossierEvent MoveOf(PaymentEvent what) => what switch
    {
        PaymentEvent.CitizenWithdraws => DossierEvent.Withdrawn,
        PaymentEvent.ReceptionAccepts => DossierEvent.Accepted,
        PaymentEvent.PapersAreAskedFor => DossierEvent.SupplementAsked,
        PaymentEvent.PapersCome => DossierEvent.Supplemented,
        PaymentEvent.ClosedUnpaid => DossierEvent.ClosedUnpaid,
        PaymentEvent.ClosedUnanswered => DossierEvent.ClosedUnanswered,
        _ => throw new System.Diagnostics.UnreachableException($"{what} is no move of the dossier alone."),
    };

    private bool Newest(GatewayStatus status, Money? amount = null) =>
        Gateway.Becomes(Gateway.Newest(GatewayStatus.Pending), status, amount);

    private bool GivesBack(int order) => Gateway.Becomes(order, GatewayStatus.Refunded, Money.Zero);

    private void OpenOrder()
    {
        var order = PaymentRules.NewOrder(Dossier, _now, Paid);
        order.PayUrl = "page";
        _orders.Add(order);
        Gateway.Knows(GatewayStatus.Pending, order.Amount);
    }

    private void TakeBeforehand(Money prepaid)
    {
        var order = SomeOrder.PaidBeforehand(Dossier.Id, prepaid, Start);
        Keep(order);
        if (Prepayments.Split(order, Due, Start) is { } beyond)
        {
            Gateway.Splits(0, order.Held);
            Books.Book(order, prepaid, Start);
            Keep(beyond);
        }
    }

    private void Keep(PaymentOrder order)
    {
        _orders.Add(order);
        Gateway.Knows(GatewayStatus.Paid, order.Held);
        Books.Book(order, Money.Zero, Start);
    }

    private bool OpensPage()
    {
        var may = PaymentRules.MayPay(Dossier, _orders) && PaymentRules.Payable(Dossier, _orders) is null;
        if (may)
        {
            OpenOrder();
        }

        return may;
    }

    private bool Hear(GatewayWord word)
    {
        // Orders of the counter stand in the same list but not at the gateway.
        Apply(Online[word.Order], word.Status, word.Amount);
        return true;
    }

    private void Apply(PaymentOrder order, GatewayStatus status, Money amount)
    {
        var before = order.Held;
        PaymentRules.Apply(order, Dossier, status, amount, _now, PaymentRules.Missing(Dossier, _orders));
        Books.Book(order, before, _now);
    }

    private bool Polls()
    {
        foreach (var (place, order) in Online.Index())
        {
            if (PaymentRules.IsNews(order, Gateway.Of(place).Status))
            {
                Apply(order, Gateway.Of(place).Status, Gateway.Of(place).Amount);
            }
        }

        return true;
    }

    private bool Refunds()
    {
        foreach (var order in _orders)
        {
            if (PaymentRules.GoesBack(order, Dossier, Processed, Pack.Refunds.Rows[0]))
            {
                order.Status = PaymentStatus.RefundAsked;
            }
        }

        foreach (var (place, order) in Online.Index())
        {
            if (order.Status == PaymentStatus.RefundAsked && Gateway.Refunds(place))
            {
                Apply(order, GatewayStatus.Refunded, Money.Zero);
            }
        }

        return true;
    }

    /// <summary>As the acts that end a request do at once, without waiting for the worker.</summary>
    private bool AsksBack()
    {
        var back = PaymentRules.IsFeeBack(Dossier, wasProcessed: false, Pack.Refunds.Rows[0]);
        foreach (var order in _orders.Where(o => back && o.Status == PaymentStatus.Paid))
        {
            order.Status = PaymentStatus.RefundAsked;
        }

        return true;
    }

    private bool PaysAtTheCounter()
    {
        if (Dossier.State != DossierState.PaymentAsked || _orders.Exists(o => o.Status == PaymentStatus.WrongAmount))
        {
            return false;
        }

        var order = PaymentRules.TakeAtCounter(Dossier, PaymentMethod.Cash, null, new("officer", _now), Paid);
        _orders.Add(order);
        Books.Book(order, Money.Zero, _now);
        return true;
    }

    private bool CounterGivesBack()
    {
        var order = _orders.Find(o => !o.IsAtGateway && o.Status == PaymentStatus.RefundAsked);
        if (order is not null)
        {
            Apply(order, GatewayStatus.Refunded, order.Held);
        }

        return order is not null;
    }

    private bool Moves(DossierEvent what, string who = "A") => Dossier.Try(what, new(who, _now)) is null;

    private bool TakeUp()
    {
        var taken = (Dossier.State == DossierState.Received || Moves(DossierEvent.Accepted))
            && Moves(DossierEvent.Taken);
        Processed |= taken;
        return taken;
    }

    private bool Issues() =>
        Moves(DossierEvent.Prepared) && Moves(DossierEvent.Checked, "B") && Moves(DossierEvent.Approved, "C")
        && Moves(DossierEvent.PersonSigned) && Moves(DossierEvent.SealOrdered) && Moves(DossierEvent.IssuingBegun)
        && Moves(DossierEvent.Issued) && Moves(DossierEvent.Returned);
}
