using Civic.JudicialRecords.Attachments;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.JudicialRecords.Submission;
using Civic.Shared.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.VneidApplication;

/// <summary>
/// The same code again in state 5. The declaration of the first time stays as it was frozen; where what is stated now
/// differs, the new one comes to the dossier as a paper, with the files that are not there yet.
/// </summary>
internal sealed class AnsweredSupplement(
    JudicialDbContext database, SupplementRequest supplement, PolicyPack pack, TimeProvider clock)
{
    /// <returns>Null where another attempt came first.</returns>
    internal async Task<VneidAnswer?> RunAsync(ReceivedPost post, CancellationToken cancellation)
    {
        var dossier = await database.Dossiers.AsNoTracking()
            .SingleAsync(d => d.Id == post.DossierId, cancellation);
        var problems = new List<FormProblem>();
        if (await ReadAsync(post, dossier, problems, cancellation) is not { } files)
        {
            return VneidAnswer.Refused(problems);
        }

        database.VneidPosts.Add(post.Receipt(clock.GetUtcNow()));
        try
        {
            return await supplement.RunAsync(
                dossier.Code, dossier.RequesterSubject, "Đã gửi lại từ ứng dụng VNeID.", files, cancellation) switch
            {
                Supplement.Done => VneidAnswer.Taken(post.Given.Code),
                Supplement.Refused refused when await IsAskedAsync(dossier, cancellation) =>
                    VneidAnswer.Refused([new("giayToDinhKem", refused.Why)]),
                _ => null,
            };
        }
        catch (DbUpdateException)
        {
            return null;
        }
    }

    private async Task<List<IFormFile>?> ReadAsync(
        ReceivedPost post, Dossier dossier, List<FormProblem> problems, CancellationToken cancellation)
    {
        var today = clock.TodayInVietnam();
        var before = Declarations.Of(dossier);
        var asked = ReceivedRequest.Read(post.Body, pack.Authorities.On(today).ProvinceCode, problems);
        if (asked is null || Stated(asked, before, problems, today) is not { } now)
        {
            return null;
        }

        var files = await NewFilesAsync(asked.Files, dossier, cancellation);
        if (!DeclarationText.IsSame(now, before))
        {
            var pdf = DeclarationPdf.Render(now, dossier, pack);
            files.Add(new FormFile(new MemoryStream(pdf), 0, pdf.Length, "files", "to-khai-gui-lai.pdf"));
        }

        if (files.Count == 0)
        {
            problems.Add(new("giayToDinhKem", new(
                "chưa có giấy tờ hay nội dung nào mới", "neither a paper nor a statement is new")));
        }

        return problems.Count == 0 ? files : null;
    }

    /// <summary>Who, which kind and how many copies stay: another wish is another request.</summary>
    private Declaration? Stated(
        ReceivedRequest asked, Declaration before, List<FormProblem> problems, DateOnly today)
    {
        var person = asked.Form.ChildNumber ?? asked.Requester.Number.Value;
        if (person != before.Person.Number || asked.Requester.Number.Value != before.Requester.Number)
        {
            problems.Add(new("toKhai.nycSoGiayTo", new(
                "hồ sơ này của người khác", "this dossier is another person's")));
            return null;
        }

        var check = RequestCheck.Check(asked.Form, before.Person, before.Requester, pack.Limits.On(today), today,
            Channel.VneidApplication);
        if (check is not CheckedForm.Accepted accepted)
        {
            problems.AddRange(((CheckedForm.Rejected)check).Problems
                .Select(p => p with { Field = ReceivedRequest.PathOf(p.Field) }));
            return null;
        }

        Same(accepted.Declaration.Kind, before.Kind, "toKhai.loaiPhieu", problems);
        Same(accepted.Declaration.PaperCopies, before.PaperCopies, "toKhai.soLuongCap", problems);
        return accepted.Declaration with { Undertaken = true };
    }

    private static void Same<T>(T now, T before, string path, List<FormProblem> problems)
    {
        if (!Equals(now, before))
        {
            problems.Add(new(path, new(
                "không đổi được khi bổ sung; hãy rút hồ sơ và tạo hồ sơ mới",
                "can't change in a supplement; withdraw the request and make a new one")));
        }
    }

    private async Task<List<IFormFile>> NewFilesAsync(
        IReadOnlyList<IFormFile> sent, Dossier dossier, CancellationToken cancellation)
    {
        var there = await database.Attachments.AsNoTracking().Where(a => a.DossierId == dossier.Id)
            .Select(a => a.Content).ToListAsync(cancellation);
        var files = new List<IFormFile>();
        foreach (var file in sent)
        {
            using var memory = new MemoryStream();
            await file.CopyToAsync(memory, cancellation);
            if (!there.Any(t => t.AsSpan().SequenceEqual(memory.ToArray())))
            {
                files.Add(file);
            }
        }

        return files;
    }

    private Task<bool> IsAskedAsync(Dossier dossier, CancellationToken cancellation) => database.Dossiers.AsNoTracking()
        .AnyAsync(d => d.Id == dossier.Id && d.State == DossierState.SupplementAsked, cancellation);
}
