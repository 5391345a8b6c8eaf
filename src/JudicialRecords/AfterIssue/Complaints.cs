using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Identity;
using Civic.Shared.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.AfterIssue;

/// <summary>
/// A complaint is taken down by reception or sent by the requester, and answered by a head or leader who had no part
/// in the dossier's work.
/// </summary>
internal static class Complaints
{
    internal const string Recorded = "complaint.recorded";
    internal const string Answered = "complaint.answered";

    internal static void Map(RouteGroupBuilder group)
    {
        group.MapPost("/record-complaint", RecordAsync).RequireAuthorization(Shared.SignIn.Policies.Reception);
        group.MapPost("/answer-complaint", AnswerAsync)
            .RequireAuthorization(Shared.SignIn.Policies.Staff)
            .RequireAuthorization(p => p.RequireClaim(BridgeClaims.Roles, Roles.DivisionHead, Roles.Leader));
    }

    /// <summary>Puts it down in the caller's unit of work.</summary>
    internal static Complaint Add(
        JudicialDbContext database, Guid dossier, string by, string wording, DateTimeOffset now, PolicyPack pack)
    {
        var day = now.DateInVietnam();
        var complaint = new Complaint
        {
            DossierId = dossier,
            RecordedAt = now,
            RecordedBy = by,
            Wording = wording,
            DueDate = pack.Calendar.FirstWorkingDayFrom(day.AddDays(pack.Limits.On(day).ComplaintDays)),
        };
        database.Complaints.Add(complaint);
        database.Announcements.Add(new Announcement
        {
            DossierId = dossier,
            At = now,
            Topic = AnnouncementTopic.ComplaintRecorded,
        });
        return complaint;
    }

    private static Task<IResult> RecordAsync(
        Guid id, StaffForm? form, Desk desk, PolicyPack pack, CancellationToken cancellation) =>
        desk.ActAsync(id, form, Recorded, (dossier, f) =>
        {
            if (!f.HasReason)
            {
                return Refusals.ReasonMissing;
            }

            var complaint = Add(desk.Database, dossier.Id, desk.Officer.Subject, f.Reason, desk.Now, pack);
            return new Outcome.Done(new(
                $"Đã ghi nhận khiếu nại, trả lời trước ngày {complaint.DueDate.ToVietnamese()}.",
                $"Recorded; to be answered by {complaint.DueDate.ToVietnamese()}."));
        }, cancellation);

    private static Task<IResult> AnswerAsync(
        Guid id, StaffForm? form, Desk desk, CancellationToken cancellation) =>
        desk.ActAsync(id, form, Answered, (dossier, f) => DecideAsync(dossier, f, desk, cancellation), cancellation);

    private static async Task<Outcome> DecideAsync(
        Dossier dossier, StaffForm form, Desk desk, CancellationToken cancellation)
    {
        var complaint = Guid.TryParse(form.Subject, out var id)
            ? await desk.Database.Complaints.SingleOrDefaultAsync(
                c => c.Id == id && c.DossierId == dossier.Id && c.AnsweredAt == null, cancellation)
            : null;
        if (complaint is null)
        {
            return Refusals.NotThisStep;
        }

        if (HadPart(dossier, desk.Officer.Subject))
        {
            return Refusals.OwnWork;
        }

        if (!Enum.TryParse<ComplaintOutcome>(form.Choice, out var outcome) || !Enum.IsDefined(outcome))
        {
            return Refusals.ChoiceMissing;
        }

        if (!form.HasReason)
        {
            return Refusals.ReasonMissing;
        }

        (complaint.AnsweredAt, complaint.AnsweredBy) = (desk.Now, desk.Officer.Subject);
        (complaint.AnsweredByName, complaint.Outcome, complaint.Answer) = (desk.Officer.Name, outcome, form.Reason);
        complaint.Version++;
        desk.Database.Announcements.Add(new Announcement
        {
            DossierId = dossier.Id,
            At = desk.Now,
            Topic = AnnouncementTopic.ComplaintAnswered,
        });
        return new Outcome.Done(new("Đã trả lời khiếu nại.", "The complaint is answered."));
    }

    /// <summary>
    /// Whose act is complained about does not answer (Law on Complaints, the principle of impartiality).
    /// </summary>
    internal static bool HadPart(Dossier dossier, string subject) =>
        subject == dossier.ReceptionBy || subject == dossier.CaseOfficer || subject == dossier.PreparedBy
        || subject == dossier.CheckedBy || subject == dossier.ApprovedBy;
}
