using Civic.JudicialRecords.Attachments;
using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Payments;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.JudicialRecords.Submission;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.VneidApplication;

/// <summary>
/// The first time under a code: the same look-up, checks, fee and submission as on our own page. What was paid
/// beforehand is booked with it; who does not live in the city is refused at once, with the notice and the refund.
/// </summary>
internal sealed class NewDossier(
    JudicialDbContext database, RequestDesk desk, PaidBeforehand payments, AttachedPapers papers, PolicyPack pack,
    TimeProvider clock)
{
    /// <returns>Null where another attempt under this code or for this person came first.</returns>
    internal async Task<VneidAnswer?> RunAsync(ReceivedPost post, CancellationToken cancellation)
    {
        var today = clock.TodayInVietnam();
        var good = pack.Limits.On(today).UnusedCodeAge;
        if (clock.GetUtcNow() - post.Given.GivenAt >= good)
        {
            return VneidAnswer.Refused("maHoSoMCDT",
                $"mã hồ sơ này đã quá {good.Days} ngày mà chưa dùng; hãy gọi LayMaHoSo để lấy mã mới",
                $"this code was not used within {good.Days} days; call LayMaHoSo for another");
        }

        var problems = new List<FormProblem>();
        var asked = ReceivedRequest.Read(post.Body, pack.Authorities.On(today).ProvinceCode, problems);
        if (asked is null)
        {
            return VneidAnswer.Refused(problems);
        }

        var submitter = Submitter.InApplication(post.Given.DossierId);
        var requester = new Citizen(submitter.Subject, asked.Requester.Number, asked.Requester.Name,
            PartialDate.Of(asked.Requester.BirthDate), submitter.Level);
        if (await desk.Lookup.FindAsync(requester, asked.Form, cancellation) is var person
            && person is not PersonFound.Found)
        {
            return FindingWords.Of(person);
        }

        var found = (PersonFound.Found)person;
        var check = RequestCheck.Check(asked.Form, found.Person, found.Requester, pack.Limits.On(today), today,
            submitter.Channel);
        var (files, why) = asked.Files.Count == 0
            ? ([], null)
            : await AttachedPapers.ReadAsync(asked.Files, 0, cancellation);
        if (check is CheckedForm.Rejected rejected)
        {
            problems.AddRange(rejected.Problems.Select(p => p with { Field = ReceivedRequest.PathOf(p.Field) }));
        }

        if (why is not null)
        {
            problems.Add(new("giayToDinhKem", why));
        }

        if (check is not CheckedForm.Accepted accepted || problems.Count > 0)
        {
            return VneidAnswer.Refused(problems);
        }

        var arrival = new Arrival(post, accepted.Declaration with { Undertaken = true }, found, submitter, files);
        return await payments.FindAsync(post.Given.Code, asked.Paid, cancellation) switch
        {
            FoundPayment.Wrong wrong => wrong.Answer,
            FoundPayment.Held held => await SubmitAsync(arrival, held.State, cancellation),
            _ => await SubmitAsync(arrival, null, cancellation),
        };
    }

    private async Task<VneidAnswer?> SubmitAsync(Arrival arrival, GatewayState? paid, CancellationToken cancellation)
    {
        var (given, submitter) = (arrival.Post.Given, arrival.Submitter);
        var quote = await desk.Quotes.MakeAsync(
            arrival.Declaration, arrival.Person.Fee, submitter, cancellation);
        var from = new FromElsewhere(given.Code, d => CompleteAsync(d, arrival, paid, cancellation));
        return await desk.Submit.RunAsync(
            given.DossierId, arrival.Declaration, quote, submitter, cancellation, from) switch
        {
            Submitted.AnotherIsOpen => VneidAnswer.Refused("toKhai.nycSoGiayTo",
                "người này đang có một hồ sơ chưa giải quyết xong; mỗi người một hồ sơ tại một thời điểm",
                "this person has another request that is still open; one at a time"),
            // Its bytes say whether it is this one that made the dossier.
            _ => null,
        };
    }

    private async Task CompleteAsync(
        Dossier dossier, Arrival arrival, GatewayState? paid, CancellationToken cancellation)
    {
        var by = new PaymentTaker(arrival.Post.Given.ClientId, clock.GetUtcNow());
        database.VneidPosts.Add(arrival.Post.Receipt(by.At));
        papers.Keep(dossier.RequesterSubject, dossier.RequesterSubject, dossier.Id, arrival.Files);
        if (paid is not null)
        {
            await Prepayments.TakeAsync(database, pack, dossier, paid, by, cancellation);
        }

        if (!arrival.Person.ResidesHere)
        {
            await RefuseAsync(dossier, by.At, cancellation);
        }
        else if (dossier.FeeDecided)
        {
            await Prepayments.SettleAsync(database, pack, dossier, by, cancellation);
        }
    }

    /// <summary>Art. 49(1): another province is competent, which needs no officer to see.</summary>
    private Task RefuseAsync(Dossier dossier, DateTimeOffset now, CancellationToken cancellation) => Refuse.EndAsync(
        database, dossier, DossierEvent.Refused,
        new(Refuse.Grounds["49-1"], "Người được cấp Phiếu không thường trú, tạm trú tại Hà Nội (Điều 44); đề nghị nộp "
            + "tại cơ quan có thẩm quyền nơi cư trú."),
        new PaperAuthor("system", "Hệ thống tiếp nhận hồ sơ điện tử", "Bộ phận Một cửa", now), pack, cancellation);

    private sealed record Arrival(
        ReceivedPost Post, Declaration Declaration, PersonFound.Found Person, Submitter Submitter,
        IReadOnlyList<UploadedFile.Usable> Files);
}
