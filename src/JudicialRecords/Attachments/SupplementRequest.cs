using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Audit;
using Civic.Shared.Identity;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Attachments;

/// <summary>
/// The citizen answers what was asked of them (state 5), or adds papers for a claimed class while reception has not
/// judged it. Papers, words and the move back to where the question came from are one transaction.
/// </summary>
internal sealed class SupplementRequest(
    JudicialDbContext database, AttachedPapers papers, PolicyPack pack, TimeProvider clock)
{
    private const int LongestText = 500;

    internal static bool IsAskedOf(Dossier dossier) => dossier.State == DossierState.SupplementAsked;

    internal static bool MayAdd(Dossier dossier) =>
        IsAskedOf(dossier) || dossier is { State: DossierState.Registered, FeeDecided: false };

    internal async Task<Supplement> RunAsync(
        string code, string subject, string? text, IReadOnlyList<IFormFile> files, CancellationToken cancellation)
    {
        var dossier = await database.Dossiers.Include(d => d.History)
            .SingleOrDefaultAsync(d => d.Code == code && d.RequesterSubject == subject, cancellation);
        if (dossier is null)
        {
            return new Supplement.NotFound();
        }

        if (!MayAdd(dossier))
        {
            return new Supplement.Refused(new(
                "Hồ sơ không còn chờ bổ sung. Hãy xem trạng thái hiện tại bên dưới.",
                "The request is not waiting for papers any more. See its present state below."));
        }

        var words = string.IsNullOrWhiteSpace(text) ? null : text.Trim()[..Math.Min(text.Trim().Length, LongestText)];
        IReadOnlyList<UploadedFile.Usable> usable = [];
        if (files.Count > 0 || words is null || !IsAskedOf(dossier))
        {
            var there = (await papers.OfDossierAsync(dossier.Id, cancellation)).Count;
            (usable, var why) = await AttachedPapers.ReadAsync(files, there, cancellation);
            if (why is not null)
            {
                return new Supplement.Refused(why);
            }
        }

        papers.Keep(subject, subject, dossier.Id, usable);
        if (IsAskedOf(dossier))
        {
            GoBack(dossier, subject, words);
        }

        // Whoever judges papers at this moment reads the dossier again.
        dossier.Version++;
        database.Audit(clock, subject, "dossier.supplemented", dossier.Code);
        return await SaveAsync(cancellation);
    }

    private async Task<Supplement> SaveAsync(CancellationToken cancellation)
    {
        try
        {
            await database.SaveChangesAsync(cancellation);
            return new Supplement.Done();
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Supplement.Refused(new(
                "Hồ sơ vừa thay đổi. Chưa có gì được gửi; hãy xem lại trạng thái rồi thử lần nữa.",
                "The request has just changed. Nothing was sent; look at its state and try again."));
        }
    }

    /// <summary>To the desk that asked. The time that the person took does not count against the time limit.</summary>
    private void GoBack(Dossier dossier, string subject, string? words)
    {
        var asked = Workflow.Asked(dossier);
        var now = clock.GetUtcNow();
        dossier.Must(DossierEvent.Supplemented, new(subject, now, words ?? "Đã bổ sung giấy tờ."));
        if (dossier.DueDate is { } due)
        {
            var rested = now.DateInVietnam().DayNumber - asked.At.DateInVietnam().DayNumber;
            dossier.DueDate = pack.Calendar.FirstWorkingDayFrom(due.AddDays(rested));
        }
    }
}

internal abstract record Supplement
{
    private Supplement() { }

    internal sealed record Done : Supplement;

    internal sealed record NotFound : Supplement;

    internal sealed record Refused(Bilingual Why) : Supplement;
}
