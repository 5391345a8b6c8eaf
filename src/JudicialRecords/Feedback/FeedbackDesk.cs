using Civic.JudicialRecords.Attachments;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Audit;
using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Feedback;

/// <summary>Takes notes in, shows them to their author and to whoever leads the unit, and takes the answer.</summary>
internal sealed class FeedbackDesk(JudicialDbContext database, TimeProvider clock)
{
    internal const int LongestText = 2000;
    internal const int MostFiles = 3;
    internal const int MostBytes = 20 * 1024 * 1024;
    private const int Shown = 100;

    private static readonly Bilingual Films = new(
        "ảnh JPEG, PNG hoặc video MP4, WebM", "a JPEG or PNG picture or an MP4 or WebM video");

    private static readonly Bilingual Pictures = new("ảnh JPEG hoặc PNG", "a JPEG or PNG picture");

    internal async Task<Bilingual?> SendAsync(
        string subject, NewFeedback said, IReadOnlyList<IFormFile> files, CancellationToken cancellation)
    {
        if (said.Topic is not { } topic || !Enum.IsDefined(topic))
        {
            return new("Chọn phản ánh về việc gì.", "Choose what it is about.");
        }

        if (said.Words?.Trim() is not { Length: >= 10 and <= LongestText } words)
        {
            return new($"Nhập nội dung từ 10 đến {LongestText} ký tự.", $"Write 10 to {LongestText} characters.");
        }

        var (usable, why) = await ReadAsync(files, FileKinds.PicturesAndVideos, Films, cancellation);
        if (why is not null)
        {
            return why;
        }

        var own = await database.Dossiers.AsNoTracking()
            .AnyAsync(d => d.Code == said.DossierCode && d.RequesterSubject == subject, cancellation);
        var note = new FeedbackNote
        {
            AuthorSubject = subject,
            DossierCode = own ? said.DossierCode : null,
            Topic = topic,
            Unit = topic.Unit(),
            Words = words,
            At = clock.GetUtcNow(),
        };
        database.FeedbackNotes.Add(note);
        Keep(note, usable, isAnswer: false);
        database.Audit(clock, subject, "feedback.sent", note.Id.ToString());
        await database.SaveChangesAsync(cancellation);
        return null;
    }

    internal async Task<Bilingual?> AnswerAsync(
        Guid id, CurrentPerson by, string? answer, IReadOnlyList<IFormFile> files, CancellationToken cancellation)
    {
        var note = await database.FeedbackNotes.SingleOrDefaultAsync(n => n.Id == id, cancellation);
        if (note is null || !MaySee(by, note.Unit) || note.AnsweredAt is not null)
        {
            return new("Phản ánh này không còn chờ trả lời.", "This note is not waiting for an answer.");
        }

        if (answer?.Trim() is not { Length: >= 10 and <= LongestText } words)
        {
            return new($"Nhập câu trả lời từ 10 đến {LongestText} ký tự.", $"Write 10 to {LongestText} characters.");
        }

        var (usable, why) = await ReadAsync(files, FileKinds.Pictures, Pictures, cancellation);
        if (why is not null)
        {
            return why;
        }

        (note.Answer, note.AnsweredAt) = (words, clock.GetUtcNow());
        (note.AnsweredBy, note.AnsweredByName) = (by.Subject, by.Name);
        note.Version++;
        Keep(note, usable, isAnswer: true);
        database.Audit(clock, by.Subject, "feedback.answered", note.Id.ToString());
        try
        {
            await database.SaveChangesAsync(cancellation);
            return null;
        }
        catch (DbUpdateConcurrencyException)
        {
            return new("Người khác vừa trả lời phản ánh này.", "Somebody else has just answered this note.");
        }
    }

    internal Task<List<FeedbackView>> OfAuthorAsync(string subject, CancellationToken cancellation) =>
        ViewsAsync(database.FeedbackNotes.Where(n => n.AuthorSubject == subject), cancellation);

    /// <summary>Of the unit that the person leads; the director and deputies see every unit's.</summary>
    internal Task<List<FeedbackView>> ForLeaderAsync(CurrentPerson person, CancellationToken cancellation)
    {
        var (all, unit) = (person.Has(Roles.Leader), person.StaffUnit);
        return ViewsAsync(database.FeedbackNotes.Where(n => all || n.Unit == unit), cancellation);
    }

    internal async Task<FeedbackFile?> FileAsync(Guid id, CurrentPerson person, CancellationToken cancellation)
    {
        var file = await database.FeedbackFiles.AsNoTracking().SingleOrDefaultAsync(f => f.Id == id, cancellation);
        var note = file is null ? null
            : await database.FeedbackNotes.AsNoTracking().SingleAsync(n => n.Id == file.NoteId, cancellation);
        return note is not null && (note.AuthorSubject == person.Subject || MaySee(person, note.Unit)) ? file : null;
    }

    private static bool MaySee(CurrentPerson person, string unit) =>
        person.Has(Roles.Leader) || (person.Has(Roles.DivisionHead) && person.StaffUnit == unit);

    private async Task<List<FeedbackView>> ViewsAsync(
        IQueryable<FeedbackNote> notes, CancellationToken cancellation)
    {
        var found = await notes.AsNoTracking().OrderBy(n => n.AnsweredAt != null).ThenByDescending(n => n.At)
            .Take(Shown).ToListAsync(cancellation);
        var ids = found.Select(n => n.Id).ToList();
        var files = (await database.FeedbackFiles.AsNoTracking().Where(f => ids.Contains(f.NoteId))
            .Select(f => new FeedbackFileLine(f.Id, f.NoteId, f.IsAnswer, f.MediaType)).ToListAsync(cancellation))
            .ToLookup(f => f.NoteId);
        return [.. found.Select(n => new FeedbackView(n, [.. files[n.Id]]))];
    }

    private void Keep(FeedbackNote note, IEnumerable<UploadedFile.Usable> files, bool isAnswer) =>
        database.FeedbackFiles.AddRange(files.Select(f => new FeedbackFile
        {
            NoteId = note.Id,
            IsAnswer = isAnswer,
            MediaType = f.Kind.MediaType(),
            Content = f.Content,
            At = clock.GetUtcNow(),
        }));

    private static async Task<(IReadOnlyList<UploadedFile.Usable> Files, Bilingual? Why)> ReadAsync(
        IReadOnlyList<IFormFile> files, FileKind[] kinds, Bilingual named, CancellationToken cancellation)
    {
        if (files.Count > MostFiles)
        {
            return ([], new($"Gửi tối đa {MostFiles} tệp.", $"Send at most {MostFiles} files."));
        }

        var usable = new List<UploadedFile.Usable>();
        foreach (var file in files)
        {
            var read = await UploadedFile.ReadAsync(file, kinds, named, MostBytes, cancellation);
            if (read is UploadedFile.Refused refused)
            {
                return ([], refused.Why);
            }

            usable.Add((UploadedFile.Usable)read);
        }

        return (usable, null);
    }
}

/// <summary>A note as it was typed.</summary>
internal sealed record NewFeedback(FeedbackTopic? Topic, string? Words, string? DossierCode);

internal sealed record FeedbackView(FeedbackNote Note, IReadOnlyList<FeedbackFileLine> Files);

internal sealed record FeedbackFileLine(Guid Id, Guid NoteId, bool IsAnswer, string MediaType);
