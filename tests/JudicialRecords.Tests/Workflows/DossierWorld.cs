using Civic.JudicialRecords.Certificates.Approvals;
using Civic.JudicialRecords.Payments;
using Civic.JudicialRecords.Requests;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Tests.Workflows;

/// <summary>
/// One request with its orders by the service's own rules, the gateway that knows where the money is, and the key
/// custodian's log. Three members of staff hold every role, so that only the rules keep them apart.
/// </summary>
internal sealed class DossierWorld
{
    internal static readonly Money Due = new(5_000);
    internal static readonly string[] Staff = ["A", "B", "C"];

    private static readonly DateTimeOffset Start = new(2026, 11, 2, 2, 0, 0, TimeSpan.Zero);

    private int?[] _proposed = new int?[Staff.Length];
    private int _minutes;

    internal DossierWorld(Money? fee)
    {
        Dossier = Registered(Start);
        Orders = [];
        if (fee is { } citizen)
        {
            Assess(citizen);
        }
    }

    private DossierWorld(DossierWorld other)
    {
        // Of the past only the last question to the citizen counts.
        Dossier = Copies.Of(
            other.Dossier, other.Dossier.History.Where(h => h.To == DossierState.SupplementAsked).TakeLast(1));
        Orders = [.. other.Orders.Select(o => o.Clone())];
        _proposed = [.. other._proposed];
        (_minutes, Processed, Certificates, InTheLog, GivenBackUnasked) =
            (other._minutes, other.Processed, other.Certificates, other.InTheLog, other.GivenBackUnasked);
    }

    internal static Dossier Registered(DateTimeOffset at) => new()
    {
        Code = "H26.1-261102-0001",
        RequesterSubject = "citizen",
        PersonNumber = CitizenId.Parse("001090999001"),
        Kind = CertificateKind.Number1,
        DeclarationJson = "{}",
        Channel = Channel.VneidOnline,
        RequesterLevel = AssuranceLevel.Level2,
        SubmittedAt = at,
    };

    /// <summary>In the middle of submitting: what is owed is known and not asked for yet.</summary>
    internal static DossierWorld Owing()
    {
        var world = new DossierWorld(fee: null);
        world.Dossier.Assess(Due, Money.Zero, Money.Zero, Due, "{}", decided: true);
        return world;
    }

    internal Dossier Dossier { get; }

    internal List<OrderWorld> Orders { get; }

    internal bool Processed { get; private set; }

    internal int Certificates { get; private set; }

    internal bool InTheLog { get; private set; }

    internal bool GivenBackUnasked { get; set; }

    internal DateTimeOffset Now => Start.AddMinutes(_minutes);

    internal DossierWorld Clone()
    {
        var clone = new DossierWorld(this);
        clone._minutes++;
        return clone;
    }

    /// <summary>Two worlds with one key have the same future.</summary>
    internal string Key()
    {
        var d = Dossier;
        var asked = d.State == DossierState.SupplementAsked ? Workflow.Asked(d).From : null;
        var hands = $"{d.CaseOfficer ?? "-"}{d.PreparedBy ?? "-"}{d.CheckedBy ?? "-"}{d.ApprovedBy ?? "-"}";
        bool[] flags =
        [
            d.IsOpen, d.FeeDecided, d.FeeCitizen > Money.Zero, d.PaidAt is not null, d.ReceivedAt is not null,
            d.PersonSignedAt is not null, d.SealOrderedAt is not null, d.IssuingSince is not null,
            d.SealedAt is not null, Processed, InTheLog, GivenBackUnasked,
            .. _proposed.Select(version => version == d.Version),
        ];
        var orders = string.Join(';', Orders.Select(o => o.Key()).Order());
        return $"{(int)d.State}<{(int?)asked} {hands} {Certificates} " +
            $"{string.Concat(flags.Select(f => f ? '1' : '0'))} {orders}";
    }

    internal bool Try(DossierEvent what, string subject = "A")
    {
        if (Dossier.Try(what, new(subject, Now)) is not null)
        {
            return false;
        }

        Processed |= Dossier.State == DossierState.InProgress;
        return true;
    }

    /// <summary>As submitting and judging a claimed class do: what is owed is asked for at once.</summary>
    internal bool Assess(Money citizen)
    {
        if (Dossier is not { State: DossierState.Registered, FeeDecided: false })
        {
            return false;
        }

        Dossier.Assess(citizen, Money.Zero, Money.Zero, citizen, "{}", decided: true);
        if (citizen > Money.Zero)
        {
            Dossier.Must(DossierEvent.FeeAsked, new("A", Now));
            Orders.Add(new(PaymentRules.NewOrder(Dossier, Now, Money.Zero)));
        }

        return true;
    }

    /// <summary>The exact file is made and looked at; the login comes later, if ever.</summary>
    internal bool Proposes(int person)
    {
        if (Dossier.Hinders(DossierEvent.Approved, Staff[person]) is not null)
        {
            return false;
        }

        _proposed[person] = ++Dossier.Version;
        return true;
    }

    internal bool Confirms(int person)
    {
        if (_proposed[person] is not { } version
            || !Confirm.MayStillApprove(Dossier, version, Staff[person]))
        {
            return false;
        }

        Certificates++;
        return Try(DossierEvent.Approved, Staff[person]);
    }

    /// <summary>The worker's call; its answer may be lost, and it is made again with the same number.</summary>
    internal bool EntersTheLog()
    {
        var asks = NextStep.Of(Dossier) == Turn.AgencySeal && Dossier.IssuingSince is not null;
        InTheLog |= asks;
        return asks;
    }

    internal bool KeepsTheReceipt() => InTheLog && Try(DossierEvent.Issued);
}
