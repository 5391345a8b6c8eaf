using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Audit;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Attachments;

/// <summary>The papers of a draft or of a dossier: taken in, listed, taken out again while nothing is sent.</summary>
internal sealed class AttachedPapers(JudicialDbContext database, TimeProvider clock)
{
    internal const int MostFiles = 10;
    internal const int MostBytes = 5 * 1024 * 1024;

    private static readonly Bilingual Kinds = new("ảnh JPEG, PNG hoặc PDF", "a JPEG or PNG picture or a PDF");

    internal async Task<IReadOnlyList<AttachmentLine>> OfDraftAsync(string subject, CancellationToken cancellation)
    {
        var oldest = clock.GetUtcNow() - Drafts.Kept;
        return await Lines(database.Attachments.Where(a =>
            a.OwnerSubject == subject && a.DossierId == null && a.AddedAt > oldest)).ToListAsync(cancellation);
    }

    internal async Task<IReadOnlyList<AttachmentLine>> OfDossierAsync(Guid dossier, CancellationToken cancellation) =>
        await Lines(database.Attachments.Where(a => a.DossierId == dossier)).ToListAsync(cancellation);

    /// <summary>Adds to a draft, or to a dossier; all or nothing.</summary>
    /// <returns>What is wrong with the first file that can't be taken, or null.</returns>
    internal async Task<Bilingual?> AddAsync(
        string owner, string by, Dossier? dossier, IReadOnlyList<IFormFile> files, CancellationToken cancellation)
    {
        var there = dossier is null
            ? await OfDraftAsync(owner, cancellation)
            : await OfDossierAsync(dossier.Id, cancellation);
        var (usable, why) = await ReadAsync(files, there.Count, cancellation);
        if (why is not null)
        {
            return why;
        }

        Keep(owner, by, dossier?.Id, usable);
        database.Audit(clock, by, "attachment.added", dossier?.Code ?? owner);
        await database.SaveChangesAsync(cancellation);
        return null;
    }

    internal static async Task<(IReadOnlyList<UploadedFile.Usable> Files, Bilingual? Why)> ReadAsync(
        IReadOnlyList<IFormFile> files, int there, CancellationToken cancellation)
    {
        if (files.Count == 0)
        {
            return ([], new("Chưa chọn tệp nào. Hãy chọn ảnh hoặc PDF rồi bấm gửi.",
                "No file was chosen. Choose a picture or a PDF, then send."));
        }

        if (there + files.Count > MostFiles)
        {
            return ([], new($"Mỗi hồ sơ kèm tối đa {MostFiles} tệp. Hãy gộp các trang vào một tệp PDF.",
                $"A request carries at most {MostFiles} files. Put several pages into one PDF."));
        }

        var usable = new List<UploadedFile.Usable>();
        foreach (var file in files)
        {
            switch (await UploadedFile.ReadAsync(file, FileKinds.Papers, Kinds, MostBytes, cancellation))
            {
                case UploadedFile.Refused refused:
                    return ([], refused.Why);
                case UploadedFile.Usable good:
                    usable.Add(good);
                    break;
            }
        }

        return (usable, null);
    }

    /// <summary>Puts rows into the caller's unit of work.</summary>
    internal void Keep(string owner, string by, Guid? dossier, IEnumerable<UploadedFile.Usable> files)
    {
        foreach (var file in files)
        {
            database.Attachments.Add(new Attachment
            {
                OwnerSubject = owner,
                DossierId = dossier,
                Name = file.Name,
                MediaType = file.Kind.MediaType(),
                Content = file.Content,
                Size = file.Content.Length,
                AddedAt = clock.GetUtcNow(),
                AddedBy = by,
            });
        }
    }

    /// <summary>Takes a paper out of a draft; what has been sent stays.</summary>
    internal Task RemoveAsync(Guid id, string owner, CancellationToken cancellation) =>
        database.Attachments.Where(a => a.Id == id && a.OwnerSubject == owner && a.DossierId == null)
            .ExecuteDeleteAsync(cancellation);

    private static IQueryable<AttachmentLine> Lines(IQueryable<Attachment> attachments) =>
        attachments.OrderBy(a => a.AddedAt).ThenBy(a => a.Id)
            .Select(a => new AttachmentLine(a.Id, a.Name, a.MediaType, a.Size, a.AddedAt));
}
