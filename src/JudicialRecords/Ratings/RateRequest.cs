using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Audit;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Ratings;

/// <summary>The citizen rates a request that is over. One rating each; two at once are one.</summary>
internal sealed class RateRequest(JudicialDbContext database, TimeProvider clock)
{
    internal const int LongestComment = 1000;

    /// <summary>Whether there is something to rate: the request came to an end, whichever.</summary>
    internal static bool IsOver(Dossier dossier) => !dossier.IsOpen && dossier.State != DossierState.Done;

    internal async Task<RatingOutcome> RunAsync(
        string code, string subject, RatingLevel? level, string? comment, CancellationToken cancellation)
    {
        var dossier = await database.Dossiers.AsNoTracking()
            .SingleOrDefaultAsync(d => d.Code == code && d.RequesterSubject == subject, cancellation);
        if (dossier is null)
        {
            return RatingOutcome.NotFound;
        }

        if (!IsOver(dossier))
        {
            return RatingOutcome.TooEarly;
        }

        if (level is not { } said || !Enum.IsDefined(said))
        {
            return RatingOutcome.NoLevel;
        }

        var words = string.IsNullOrWhiteSpace(comment) ? null : comment.Trim();
        words = words is { Length: > LongestComment } ? words[..LongestComment] : words;
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        await database.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO ratings (dossier_id, level, comment, at)
            VALUES ({dossier.Id}, {(int)said}, {words}, {clock.GetUtcNow().UtcTicks})
            ON CONFLICT (dossier_id)
            DO UPDATE SET level = excluded.level, comment = excluded.comment, at = excluded.at
            """,
            cancellation
        );
        database.Audit(clock, subject, "request.rated", dossier.Code, said.ToString());
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return RatingOutcome.Kept;
    }
}

internal enum RatingOutcome
{
    NotFound,
    TooEarly,
    NoLevel,
    Kept,
}
