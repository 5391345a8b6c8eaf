using Civic.JudicialRecords.Certificates;
using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Payments;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Ratings;
using Civic.JudicialRecords.Requests;
using Civic.Shared.Identity;

namespace Civic.Dossiers.Bench.Fill;

/// <summary>
/// What becomes of one request, hour by hour until now: each step goes through the service's own rules, so that no
/// dossier is in a state that it could not have reached. A step that only the service itself is to take is never the
/// next one: nothing filled here gives its workers work.
/// </summary>
internal sealed class Story(Draw draw, DossierFile file, PolicyPack pack, DateTimeOffset now)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly string _officer = $"bench-officer-{draw.Below(40):D2}";
    private DateTimeOffset _at = file.Dossier.SubmittedAt;

    private Dossier Dossier => file.Dossier;

    internal void Tell()
    {
        var fate = draw.Below(100);
        if (!IsPaid(fate) || !Passes(Hour, 20 * Hour))
        {
            return;
        }

        if (fate < 4)
        {
            End(fate < 2 ? DossierEvent.Refused : DossierEvent.Withdrawn);
            return;
        }

        file.Does(DossierEvent.Accepted, "bench-reception", _at, "dossier.accepted");
        Deadline.Set(Dossier, Deadline.For(file.Declaration), pack);
        if (IsPrepared(fate) && IsCertified())
        {
            Deliver();
        }
    }

    /// <returns>False where the payment is still waited for, or was never made.</returns>
    private bool IsPaid(int fate)
    {
        if (Dossier.FeeCitizen == default)
        {
            return true;
        }

        _at += TimeSpan.FromSeconds(1);
        var order = file.AskFee(_at);
        if (fate is 4 or 5)
        {
            var limit = TimeSpan.FromDays(pack.Limits.On(_at.DateInVietnam()).UnpaidDays);
            if (now - _at > limit)
            {
                _at += limit;
                file.Does(DossierEvent.ClosedUnpaid, "system", _at, reason: "Quá thời hạn thanh toán.");
            }

            return false;
        }

        if (!Passes(5 * Minute, 8 * Hour))
        {
            return false;
        }

        file.Pay(order, _at);
        return true;
    }

    private void End(DossierEvent what)
    {
        file.Does(what, what == DossierEvent.Refused ? "bench-reception" : Dossier.RequesterSubject, _at,
            what == DossierEvent.Refused ? "dossier.refused" : null, "Hồ sơ không thuộc thẩm quyền giải quyết.");
        file.GiveBack(_at + Minute);
    }

    private bool IsPrepared(int fate)
    {
        if (!Passes(Hour, 30 * Hour))
        {
            return false;
        }

        file.Does(DossierEvent.Taken, _officer, _at, "dossier.taken");
        if (fate is 6 or 7 or 8 && Passes(Hour, 8 * Hour))
        {
            file.Does(DossierEvent.SupplementAsked, _officer, _at, "supplement.asked", "Thiếu bản chụp giấy tờ.");
            if (!Passes(12 * Hour, 72 * Hour))
            {
                return false;
            }

            file.Does(DossierEvent.Supplemented, Dossier.RequesterSubject, _at);
        }

        if (!Passes(5 * Minute, 20 * Hour))
        {
            return false;
        }

        file.AskRegisters(_officer, _at);
        if (fate == 9)
        {
            file.Does(DossierEvent.Stopped, _officer, _at + Minute, "dossier.stopped", "Không đủ điều kiện.");
            file.GiveBack(_at + (2 * Minute));
            return false;
        }

        if (!Passes(5 * Minute, 20 * Hour))
        {
            return false;
        }

        file.Does(DossierEvent.Prepared, _officer, _at, "certificate.prepared");
        return true;
    }

    /// <summary>Approval and signature are one here: what is approved and not signed would be the worker's.</summary>
    private bool IsCertified()
    {
        if (!Passes(Hour, 24 * Hour))
        {
            return false;
        }

        file.Does(DossierEvent.Checked, "bench-head", _at, "certificate.checked");
        if (!Passes(Hour, 24 * Hour))
        {
            return false;
        }

        file.Approve(_at);
        return Passes(10 * Minute, 8 * Hour);
    }

    private void Deliver()
    {
        file.Seal(_at);
        if (draw.Happens(40) && Passes(Hour, 72 * Hour))
        {
            file.Rate(draw.Below(20) switch
            {
                0 => RatingLevel.NotSatisfied,
                < 5 => RatingLevel.Acceptable,
                _ => RatingLevel.Satisfied,
            }, _at);
        }
    }

    /// <returns>False where that time has not come yet.</returns>
    private bool Passes(TimeSpan least, TimeSpan most)
    {
        _at += draw.Between(least, most);
        return _at < now;
    }
}
