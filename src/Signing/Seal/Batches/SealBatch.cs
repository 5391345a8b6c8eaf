using System.Globalization;
using System.Text;
using Civic.Shared.Audit;
using Civic.Signing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Civic.Signing.Seal.Batches;

/// <summary>Documents that are signed with one key under one authorization of it.</summary>
/// <param name="Client">Who asks.</param>
/// <param name="IdempotencyKey">Of the batch; each document has one of its own besides.</param>
internal sealed record SealBatch(
    string Client, string IdempotencyKey, string ProfileName, string Field, IReadOnlyList<DocumentCall> Documents)
{
    internal const int MaxDocuments = 500;

    /// <summary>Of all documents together; they are held in memory until the last one is answered.</summary>
    internal const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>Of profile, field and every document in its order: what the batch's key stands for.</summary>
    internal string Digest()
    {
        var text = new StringBuilder($"{ProfileName}\n{Field}\n");
        foreach (var document in Documents)
        {
            text.Append(document.IdempotencyKey).Append(' ').Append(document.Number).Append(' ')
                .Append(document.InputSha256).Append('\n');
        }

        return Sha256Text.Of(Encoding.UTF8.GetBytes(text.ToString()));
    }
}

/// <summary>A batch that was asked for once; its documents' seals are kept under keys of their own.</summary>
internal sealed class SealBatchRecord
{
    public required string Client { get; init; }

    public required string IdempotencyKey { get; init; }

    public required string Digest { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <returns>False where the batch's key stands for another batch.</returns>
    internal static async Task<bool> TryKeepAsync(
        SigningDatabase database, SealBatch batch, TimeProvider clock, CancellationToken cancellation)
    {
        var digest = batch.Digest();
        if (await DigestUnderAsync(database, batch, cancellation) is { } earlier)
        {
            return earlier == digest;
        }

        database.SealBatches.Add(new SealBatchRecord
        {
            Client = batch.Client,
            IdempotencyKey = batch.IdempotencyKey,
            Digest = digest,
            ReceivedAt = clock.GetUtcNow(),
        });
        database.Audit(clock, batch.Client, "documents.batch", digest, "ok", new Dictionary<string, string>
        {
            ["profile"] = batch.ProfileName,
            ["documents"] = batch.Documents.Count.ToString(CultureInfo.InvariantCulture),
        });
        try
        {
            await database.SaveChangesAsync(cancellation);
            return true;
        }
        catch (DbUpdateException)
        {
            database.ChangeTracker.Clear();
            return await DigestUnderAsync(database, batch, cancellation) == digest;
        }
    }

    private static Task<string?> DigestUnderAsync(
        SigningDatabase database, SealBatch batch, CancellationToken cancellation) =>
        database.SealBatches.AsNoTracking()
            .Where(b => b.Client == batch.Client && b.IdempotencyKey == batch.IdempotencyKey)
            .Select(b => b.Digest).SingleOrDefaultAsync(cancellation);
}

/// <summary>What came of one document of a batch.</summary>
internal sealed record BatchAnswer(DocumentCall Document, SealOutcome Outcome);
