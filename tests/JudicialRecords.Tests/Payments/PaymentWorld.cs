using Civic.JudicialRecords.Payments;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Tests.Workflows;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Tests.Payments;

/// <summary>
/// One dossier, its orders and books by the service's own rules, and a gateway that knows where the money really is.
/// </summary>
internal sealed class PaymentWorld
{
    private static readonly DateTimeOffset Start = new(2024, 9, 3, 2, 0, 0, TimeSpan.Zero);
    private static readonly Money Due = new(5_000);
    private static readonly Money Wrong = new(1_000);

    private readonly List<PaymentOrder> _orders = [];
    private readonly List<Receipt> _receipts = [];
    private readonly List<PaymentEntry> _entries = [];
    private readonly List<(GatewayStatus Status, Money Amount)> _truth = [];
    private readonly List<(int Order, GatewayStatus Word, Money Amount)> _inFlight = [];
    private (int Order, GatewayStatus Word, Money Amount)? _last;
    private DateTimeOffset _now = Start;
    private bool _processed;
    private int _receiptNumber;
    private readonly Money _missing;

    /// <param name="prepaid">What was paid before the request came, in the VNeID application.</param>
    internal PaymentWorld(Money prepaid = default)
    {
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

        _missing = Due - prepaid;
        Dossier.Must(DossierEvent.FeeAsked, new("system", Start));
        OpenOrder();
    }

    internal Dossier Dossier { get; }

    private Money Ledger => Sum(_entries.Select(e => e.Amount));

    private Money Receipted => Sum(_receipts.Where(r => r.CancelledAt is null).Select(r => r.Amount));

    private Money AtGateway => Sum(_truth.Where(t => t.Status == GatewayStatus.Paid).Select(t => t.Amount));

    /// <summary>In the order of what the gateway knows of them.</summary>
    private List<PaymentOrder> Online => [.. _orders.Where(o => o.IsAtGateway)];

    private Money InTheTill => Sum(_orders.Where(o => !o.IsAtGateway).Select(o => o.Held));

    /// <summary>What counts towards the fee.</summary>
    private Money Paid => Sum(_orders.Where(o => o.Status == PaymentStatus.Paid).Select(o => o.Amount));

    /// <summary>Does it, or says that it can't happen now.</summary>
    internal bool Try(PaymentEvent what)
    {
        _now = _now.AddMinutes(1);
        return what switch
        {
            PaymentEvent.PaysOnNewestPage => AtGatewayOf(_truth.FindLastIndex(IsPending), GatewayStatus.Paid),
            PaymentEvent.PaysOnOldestPage => _truth.Count(IsPending) > 1
                && AtGatewayOf(_truth.FindIndex(IsPending), GatewayStatus.Paid),
            PaymentEvent.PaysAnotherAmount => AtGatewayOf(_truth.FindLastIndex(IsPending), GatewayStatus.Paid, Wrong),
            PaymentEvent.CancelsAtGateway => AtGatewayOf(_truth.FindLastIndex(IsPending), GatewayStatus.Cancelled),
            PaymentEvent.FailsAtGateway => AtGatewayOf(_truth.FindLastIndex(IsPending), GatewayStatus.Failed),
            PaymentEvent.OpensThePageAgain => OpensPage(),
            PaymentEvent.OldestNoticeArrives => _inFlight.Count > 0 && Arrives(0),
            PaymentEvent.NewestNoticeArrives => _inFlight.Count > 1 && Arrives(_inFlight.Count - 1),
            PaymentEvent.LastNoticeArrivesAgain => _last is { } last && Hear(last.Order, last.Word, last.Amount),
            PaymentEvent.OldestNoticeIsLost => _inFlight.Count > 0 && Lose(),
            PaymentEvent.WorkerPolls => Polls(),
            PaymentEvent.WorkerRefunds => Refunds(),
            PaymentEvent.GatewayGivesBackUnasked => GivesBackUnasked(),
            PaymentEvent.PaysAtTheCounter => PaysAtTheCounter(),
            PaymentEvent.CitizenWithdraws => Moves(DossierEvent.Withdrawn),
            PaymentEvent.ReceptionRefuses => Moves(DossierEvent.Refused),
            _ => TakeUp(),
        };
    }

    /// <summary>Everything on its way arrives, the worker does its rounds.</summary>
    internal void ComeToRest()
    {
        while (_inFlight.Count > 0)
        {
            Arrives(0);
        }

        for (var round = 0; round < 3; round++)
        {
            Polls();
            Refunds();
        }
    }

    /// <summary>What must hold after every single event.</summary>
    internal string? Broken()
    {
        var released = Dossier.State is DossierState.Registered or DossierState.Received or DossierState.InProgress;
        return Ledger != Receipted ? $"ledger {Ledger}, receipts {Receipted}"
            : Ledger != Sum(_orders.Select(o => o.Held)) ? "an order holds what the ledger does not"
            : _orders.Any(o => _receipts.Count(r => r.OrderId == o.Id && r.CancelledAt is null) > 1) ? "two receipts"
            : Paid > Due ? $"{Paid} paid, {Due} owed"
            : released && (Dossier.PaidAt is null) ? "released and not marked as paid"
            : Dossier.State == DossierState.PaymentAsked && Dossier.PaidAt is not null ? "asked for and paid"
            : null;
    }

    /// <summary>What must hold once nothing is on its way any more.</summary>
    internal string? BrokenAtRest()
    {
        var held = AtGateway + InTheTill;
        var released = Dossier.State is DossierState.Registered or DossierState.Received or DossierState.InProgress;
        var wrong = _orders.Any(o => o.Status == PaymentStatus.WrongAmount);
        return Ledger != held ? $"ledger {Ledger}, money {held}"
            : released && !WasGivenBack && !wrong && held != Due ? $"released with {held}"
            : Dossier.State == DossierState.PaymentAsked && !wrong && held != Paid ? $"asked, and holds {held}"
            : Dossier.State == DossierState.Rejected && AtGateway != Money.Zero ? $"refused, and holds {AtGateway}"
            : Dossier.State == DossierState.Withdrawn && !_processed && AtGateway != Money.Zero ? "withdrawn, holds"
            : null;
    }

    /// <summary>The gateway gave money back that nobody asked it to, after work had begun: shown, not mended.</summary>
    private bool WasGivenBack { get; set; }

    private static bool IsPending((GatewayStatus Status, Money Amount) truth) => truth.Status == GatewayStatus.Pending;

    private static Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero, (sum, a) => sum + a);

    private void OpenOrder()
    {
        var order = PaymentRules.NewOrder(Dossier, _now, Paid);
        order.PayUrl = "page";
        _orders.Add(order);
        _truth.Add((GatewayStatus.Pending, order.Amount));
    }

    private void TakeBeforehand(Money prepaid)
    {
        var order = SomeOrder.PaidBeforehand(Dossier.Id, prepaid, Start);
        Keep(order, Money.Zero);
        if (Prepayments.Split(order, Due, Start) is { } beyond)
        {
            _truth[0] = (GatewayStatus.Paid, order.Held);
            Book(order, prepaid);
            Keep(beyond, Money.Zero);
        }
    }

    private void Keep(PaymentOrder order, Money before)
    {
        _orders.Add(order);
        _truth.Add((GatewayStatus.Paid, order.Held));
        Book(order, before);
    }

    /// <summary>
    /// Of a fee paid beforehand in part nothing goes back unasked here: what is missing was asked for by then.
    /// </summary>
    private bool GivesBackUnasked()
    {
        var order = _truth.FindIndex(t => t.Status == GatewayStatus.Paid);
        return !(order == 0 && _missing > Money.Zero && _missing < Due)
            && AtGatewayOf(order, GatewayStatus.Refunded, Money.Zero);
    }

    private bool AtGatewayOf(int order, GatewayStatus status, Money? amount = null)
    {
        if (order < 0)
        {
            return false;
        }

        WasGivenBack |= status == GatewayStatus.Refunded;
        _truth[order] = (status, amount ?? _truth[order].Amount);
        _inFlight.Add((order, status, _truth[order].Amount));
        return true;
    }

    private bool OpensPage()
    {
        var may = PaymentRules.MayPay(Dossier, _orders) && !_orders.Exists(o => o.Status == PaymentStatus.Created);
        if (may)
        {
            OpenOrder();
        }

        return may;
    }

    private bool Arrives(int place)
    {
        _last = _inFlight[place];
        _inFlight.RemoveAt(place);
        return Hear(_last.Value.Order, _last.Value.Word, _last.Value.Amount);
    }

    private bool Lose() => _inFlight.Remove(_inFlight[0]);

    private bool Hear(int place, GatewayStatus word, Money amount)
    {
        // Orders of the counter stand in the same list but not at the gateway.
        var order = Online[place];
        var before = order.Held;
        PaymentRules.Apply(order, Dossier, word, amount, _now);
        Book(order, before);
        return true;
    }

    private void Book(PaymentOrder order, Money before)
    {
        if (order.Held == before)
        {
            return;
        }

        var standing = _receipts.SingleOrDefault(r => r.OrderId == order.Id && r.CancelledAt is null);
        foreach (var line in PaymentLines.For(order, before, standing, $"BL-{++_receiptNumber}", new("x", _now)))
        {
            _entries.Add(line.Entry);
            if (line.Issued is { } receipt)
            {
                _receipts.Add(receipt);
            }
        }
    }

    private bool Polls()
    {
        for (var i = 0; i < Online.Count; i++)
        {
            if (PaymentRules.IsNews(Online[i], _truth[i].Status))
            {
                Hear(i, _truth[i].Status, _truth[i].Amount);
            }
        }

        return true;
    }

    private bool Refunds()
    {
        foreach (var order in _orders)
        {
            if (PaymentRules.GoesBack(order, Dossier, _processed, refundWithdrawn: true))
            {
                order.Status = PaymentStatus.RefundAsked;
            }
        }

        for (var i = 0; i < Online.Count; i++)
        {
            if (Online[i].Status == PaymentStatus.RefundAsked && _truth[i].Status is GatewayStatus.Paid
                or GatewayStatus.Refunded)
            {
                _truth[i] = (GatewayStatus.Refunded, Money.Zero);
                Hear(i, GatewayStatus.Refunded, Money.Zero);
            }
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
        Book(order, Money.Zero);
        return true;
    }

    private bool Moves(DossierEvent what) => Dossier.Try(what, new("somebody", _now)) is null;

    private bool TakeUp()
    {
        var taken = Moves(DossierEvent.Accepted) && Moves(DossierEvent.Taken);
        _processed |= taken;
        return taken;
    }
}
