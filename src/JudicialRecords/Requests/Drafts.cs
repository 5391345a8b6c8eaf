using System.Text.Json;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Storage;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Requests;

/// <summary>
/// The form that a person has begun: one each, found again after any interruption, also a new sign-in.
/// </summary>
internal sealed class Drafts(JudicialDbContext database, TimeProvider clock)
{
    /// <summary>A draft older than this is forgotten (data kept no longer than it serves).</summary>
    internal static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private static readonly JsonSerializerOptions Json = new() { Encoder = LawJson.Letters };

    internal async Task<RequestForm?> FindAsync(string subject, CancellationToken cancellation)
    {
        var oldest = clock.GetUtcNow() - Kept;
        var draft = await database
            .RequestDrafts.AsNoTracking()
            .SingleOrDefaultAsync(d => d.Subject == subject && d.SavedAt > oldest, cancellation);
        return draft is null ? null : JsonSerializer.Deserialize<RequestForm>(draft.FieldsJson, Json);
    }

    internal async Task SaveAsync(string subject, RequestForm form, CancellationToken cancellation)
    {
        if (form.SubmissionId == Guid.Empty)
        {
            form.SubmissionId = Guid.CreateVersion7();
        }

        var (json, now) = (JsonSerializer.Serialize(form, Json), clock.GetUtcNow());
        // Two tabs may save at once: the later one stands, neither fails.
        await database.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO request_drafts (subject, fields_json, saved_at) VALUES ({subject}, {json}, {now.UtcTicks})
            ON CONFLICT (subject) DO UPDATE SET fields_json = excluded.fields_json, saved_at = excluded.saved_at
            """,
            cancellation
        );
    }

    /// <summary>The undertaking was ticked for the form as it is now; a change of the form unticks it.</summary>
    internal async Task UndertakeAsync(string subject, CancellationToken cancellation)
    {
        if (await FindAsync(subject, cancellation) is { } form)
        {
            form.Undertaken = true;
            await SaveAsync(subject, form, cancellation);
        }
    }

    internal Task DiscardAsync(string subject, CancellationToken cancellation) =>
        database.RequestDrafts.Where(d => d.Subject == subject).ExecuteDeleteAsync(cancellation);
}
