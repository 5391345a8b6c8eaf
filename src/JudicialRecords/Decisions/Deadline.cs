using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Decisions;

/// <summary>A track of Art. 48 and the sentence that says why, as it is told to the citizen.</summary>
internal sealed record Deadline(DeadlineTrack Track, string Reason)
{
    internal static readonly Deadline Verification = new(
        DeadlineTrack.Extended,
        "Phải xác minh điều kiện đương nhiên được xóa án tích (Luật Lý lịch tư pháp, Điều 48 khoản 2)"
    );

    /// <summary>What the declaration decides: many places, time abroad, a foreigner.</summary>
    internal static Deadline For(Declaration declaration)
    {
        if (declaration.Person.Nationality != "VN")
        {
            return new(DeadlineTrack.Extended, "Người nước ngoài (Luật Lý lịch tư pháp, Điều 48 khoản 2)");
        }

        var places = declaration.Residences.Select(r => r.Place.Trim()).Distinct(StringComparer.OrdinalIgnoreCase);
        return places.Count() > 1
            ? new(
                DeadlineTrack.Extended,
                "Đã cư trú ở nhiều nơi hoặc ở nước ngoài (Luật Lý lịch tư pháp, Điều 48 khoản 2)"
            )
            : new(DeadlineTrack.Ordinary, "Trường hợp thông thường (Luật Lý lịch tư pháp, Điều 48 khoản 1)");
    }

    internal static void Set(Dossier dossier, Deadline deadline, PolicyPack pack)
    {
        var due = DueDates.Compute(dossier.ReceivedAt!.Value, deadline.Track, pack);
        dossier.DueDate = due.At.DateInVietnam();
        dossier.DueReason = deadline.Reason;
    }
}
