using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.Shared.Identity;
using Civic.Shared.Web;

namespace Civic.JudicialRecords.Decisions;

/// <summary>A track of Art. 48 and the sentence that says why, as it is told to the citizen.</summary>
internal sealed record Deadline(DeadlineTrack Track, Bilingual Reason)
{
    internal static readonly Deadline Ordinary = new(
        DeadlineTrack.Ordinary,
        new(
            "Trường hợp thông thường (Luật Lý lịch tư pháp, Điều 48 khoản 1)",
            "The ordinary case (Law on Judicial Records, Art. 48(1))"
        )
    );

    internal static readonly Deadline Verification = Extended(
        "Phải xác minh điều kiện đương nhiên được xóa án tích",
        "An expungement by law has to be verified"
    );

    private static readonly Deadline Urgent = new(
        DeadlineTrack.Urgent,
        new(
            "Yêu cầu khẩn cấp của cơ quan tiến hành tố tụng: trong 24 giờ (Luật Lý lịch tư pháp, Điều 48 khoản 3)",
            "Urgent request of an agency that conducts proceedings: 24 hours (Law on Judicial Records, Art. 48(3))"
        )
    );

    private static readonly Deadline Foreigner = Extended("Người nước ngoài", "A foreigner");

    private static readonly Deadline LivedAbroad = Extended("Đã cư trú ở nước ngoài", "Lived abroad");

    private static readonly Deadline ManyPlaces = Extended("Đã cư trú ở nhiều nơi", "Lived in many places");

    private static readonly Deadline[] All = [Ordinary, Urgent, Verification, Foreigner, LivedAbroad, ManyPlaces];

    /// <summary>What the declaration decides: many places, time abroad, a foreigner.</summary>
    internal static Deadline For(Declaration declaration)
    {
        if (declaration.Requester.Relation == RequesterRelation.ProcedureAgency)
        {
            return Urgent;
        }

        if (declaration.Person.Nationality != "VN")
        {
            return Foreigner;
        }

        var places = declaration.Residences.Select(r => r.Place.Trim()).ToArray();
        if (places.Any(Countries.IsAbroad))
        {
            return LivedAbroad;
        }

        return places.Distinct(StringComparer.OrdinalIgnoreCase).Count() > 1 ? ManyPlaces : Ordinary;
    }

    /// <summary>The stored reason in both languages; as it stands where an older rule wrote it.</summary>
    internal static Bilingual? Why(string? stored) =>
        stored is null ? null
        : All.Select(d => d.Reason).FirstOrDefault(r => r.Vi == stored) ?? new Bilingual(stored, stored);

    internal static void Set(Dossier dossier, Deadline deadline, PolicyPack pack)
    {
        var due = DueDates.Compute(dossier.ReceivedAt!.Value, deadline.Track, pack);
        var rested = RestedDays(dossier);
        dossier.DueDate = rested == 0
            ? due.At.DateInVietnam()
            : pack.Calendar.FirstWorkingDayFrom(due.At.DateInVietnam().AddDays(rested));
        dossier.DueReason = deadline.Reason.Vi;
    }

    /// <summary>Days since reception on which the citizen was waited for: states 5 and 6 stop the clock.</summary>
    private static int RestedDays(Dossier dossier)
    {
        var steps = dossier
            .History.Where(c => c.At >= dossier.ReceivedAt)
            .OrderBy(c => c.At)
            .ThenBy(c => c.Id)
            .ToList();
        return steps
            .Zip(steps.Skip(1))
            .Where(s => s.First.To is DossierState.SupplementAsked or DossierState.PaymentAsked)
            .Sum(s => s.Second.At.DateInVietnam().DayNumber - s.First.At.DateInVietnam().DayNumber);
    }

    private static Deadline Extended(string vi, string en) =>
        new(
            DeadlineTrack.Extended,
            new(
                $"{vi} (Luật Lý lịch tư pháp, Điều 48 khoản 2)",
                $"{en} (Law on Judicial Records, Art. 48(2))"
            )
        );
}
