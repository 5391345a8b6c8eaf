using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.PaperCopies;

/// <summary>
/// The clerk posts the printed copies, or they are handed over at the counter. An item that the post brought back is
/// posted again under its new number, or handed over.
/// </summary>
internal static class SendPaper
{
    internal const string PostAction = "paper.posted";
    internal const string HandAction = "paper.handed";

    internal static readonly Outcome.Refused NumberWrong = new("tracking-number-wrong", new(
        "Mã bưu gửi không đúng: 2 chữ cái, 9 chữ số (số cuối là số kiểm tra), 2 chữ cái, ví dụ EB123456785VN. "
            + "Chưa ghi gì; hãy nhập lại như in trên bưu gửi.",
        "This is no tracking number: 2 letters, 9 digits of which the last is a check, 2 letters, such as "
            + "EB123456785VN. Nothing is recorded; enter it as it is printed on the item."));

    internal static readonly Outcome.Refused AlreadyHanded = new("paper-already-handed", new(
        "Bản giấy đã được trả cho công dân; không còn gì để gửi.",
        "The paper copies have been handed over; there is nothing left to send."));

    internal static void MapPaperCopies(this WebApplication app)
    {
        var group = app.MapDossierActions();
        group.MapPost("/post-paper", PostAsync).RequireAuthorization(Shared.SignIn.Policies.Clerk);
        group.MapPost("/hand-paper", HandAsync).RequireAuthorization(Shared.SignIn.Policies.Clerk);
    }

    private static Task<IResult> PostAsync(Guid id, StaffForm? form, Desk desk, CancellationToken cancellation) =>
        desk.ActAsync(id, form, PostAction, async (dossier, f) =>
        {
            if (await FindAsync(dossier, desk, cancellation) is not { Delivery: PaperDelivery.Post } copy)
            {
                return Refusals.NotThisStep;
            }

            if (copy.HandedAt is not null)
            {
                return AlreadyHanded;
            }

            if (!TrackingNumber.TryParse(f.Reason, out var number))
            {
                return NumberWrong;
            }

            (copy.TrackingNumber, copy.PostedAt) = (number, desk.Now);
            Announce(dossier, desk, AnnouncementTopic.PaperPosted);
            return new Outcome.Done(new(
                "Đã ghi mã bưu gửi; công dân được báo mã này.",
                "The tracking number is recorded and the citizen is told."));
        }, cancellation);

    private static Task<IResult> HandAsync(Guid id, StaffForm? form, Desk desk, CancellationToken cancellation) =>
        desk.ActAsync(id, form, HandAction, async (dossier, _) =>
        {
            if (await FindAsync(dossier, desk, cancellation) is not { } copy)
            {
                return Refusals.NotThisStep;
            }

            if (copy.HandedAt is not null)
            {
                return AlreadyHanded;
            }

            copy.HandedAt = desk.Now;
            Announce(dossier, desk, AnnouncementTopic.PaperHanded);
            return new Outcome.Done(new("Đã ghi việc trả bản giấy.", "Handing over is recorded."));
        }, cancellation);

    /// <returns>Null before the result is returned, and where no paper was asked for.</returns>
    private static Task<PaperCopy?> FindAsync(Dossier dossier, Desk desk, CancellationToken cancellation) =>
        desk.Database.PaperCopies.SingleOrDefaultAsync(c => c.DossierId == dossier.Id, cancellation);

    private static void Announce(Dossier dossier, Desk desk, AnnouncementTopic topic) =>
        desk.Database.Announcements.Add(new Announcement { DossierId = dossier.Id, At = desk.Now, Topic = topic });
}
