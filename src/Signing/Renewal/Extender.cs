using Civic.Documents.Reading;
using Civic.Shared.Audit;
using Civic.Signing.Issuance;
using Civic.Signing.Issuance.MerkleLog;
using Civic.Signing.Seal;
using Civic.Signing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Civic.Signing.Renewal;

/// <summary>
/// Renews the archive of a file that left here, once for each idempotency key, and enters the new digest into the log
/// as the successor of the one before. Whoever stores the file decides when.
/// </summary>
internal sealed class Extender(
    SigningDatabase database, DocumentSigner signer, EvidenceStore evidence, IssuanceBook book, IssuanceLog log,
    TimeProvider clock)
{
    internal async Task<ExtensionOutcome> ExtendAsync(DocumentCall call, CancellationToken cancellation)
    {
        var outcome = await DecideAsync(call, cancellation);
        if (outcome is not ExtensionOutcome.Extended)
        {
            database.Audit(clock, call.Client, "document.extend-refused", call.Number, outcome.Code,
                new Dictionary<string, string> { ["input"] = call.InputSha256 });
            await database.SaveChangesAsync(cancellation);
        }

        return outcome;
    }

    private async Task<ExtensionOutcome> DecideAsync(DocumentCall call, CancellationToken cancellation)
    {
        if (await EarlierAsync(call, cancellation) is { } earlier)
        {
            return await RepeatAsync(call, earlier, cancellation);
        }

        if (!await IsOursAsync(call, cancellation))
        {
            return new ExtensionOutcome.NotOurs();
        }

        if (!PdfFile.TryRead(call.Pdf, out var file, out var failure))
        {
            return new ExtensionOutcome.NotAPdf(failure.InWords());
        }

        return await signer.ExtendAsync(file, cancellation) switch
        {
            ArchiveResult.Archived archived => await KeepAsync(call, archived, cancellation),
            ArchiveResult.Waits(var why) => new ExtensionOutcome.Refused(Sealer.Refused(why)),
            _ => throw new System.Diagnostics.UnreachableException("An archive result of no kind."),
        };
    }

    private async Task<bool> IsOursAsync(DocumentCall call, CancellationToken cancellation) =>
        await database.Seals.AnyAsync(s => s.OutputSha256 == call.InputSha256 && s.Number == call.Number
            && s.Client == call.Client, cancellation)
        || await database.Extensions.AnyAsync(e => e.OutputSha256 == call.InputSha256 && e.Number == call.Number
            && e.Client == call.Client, cancellation);

    private async Task<ExtensionOutcome> KeepAsync(
        DocumentCall call, ArchiveResult.Archived archived, CancellationToken cancellation)
    {
        await evidence.KeepAsync(database, archived.Parts.Evidence, cancellation);
        var record = new ExtensionRecord
        {
            Client = call.Client,
            IdempotencyKey = call.IdempotencyKey,
            Number = call.Number,
            InputSha256 = call.InputSha256,
            OutputSha256 = Sha256Text.Of(archived.Pdf),
            ExtendedAt = clock.GetUtcNow(),
            VerifiableUntil = archived.VerifiableUntil,
            EvidenceIds = EvidenceStore.IdsOf(archived.Parts),
            ArchiveToken = archived.Parts.ArchiveToken!,
            ArchiveCapacity = archived.Parts.ArchiveCapacity,
        };
        return await TryKeepAsync(record, cancellation)
            ? new ExtensionOutcome.Extended(archived.Pdf, record)
            : await RepeatAsync(call, await EarlierAsync(call, cancellation)
                ?? throw new InvalidOperationException("An extension could not be kept, though no other took its key."),
                cancellation);
    }

    private async Task<bool> TryKeepAsync(ExtensionRecord record, CancellationToken cancellation)
    {
        await using var transaction = await log.BeginAsync(cancellation);
        database.Extensions.Add(record);
        if (await database.Issuances.AsNoTracking().SingleOrDefaultAsync(
            i => i.Number == record.Number && i.Issuer == record.Client, cancellation) is { } document)
        {
            await book.SucceedAsync(document, record.InputSha256, record.OutputSha256, cancellation);
        }

        database.Audit(clock, record.Client, "document.extended", record.Number, "ok", new Dictionary<string, string>
        {
            ["input"] = record.InputSha256,
            ["output"] = record.OutputSha256,
        });
        try
        {
            await database.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
            return true;
        }
        catch (DbUpdateException)
        {
            database.ChangeTracker.Clear();
            return false;
        }
    }

    private async Task<ExtensionOutcome> RepeatAsync(
        DocumentCall call, ExtensionRecord earlier, CancellationToken cancellation)
    {
        if (earlier.InputSha256 != call.InputSha256 || earlier.Number != call.Number)
        {
            return new ExtensionOutcome.KeyReused();
        }

        var (items, withVri) = await EvidenceStore.ReadAsync(database, earlier.EvidenceIds, cancellation);
        var pdf = SignedFile.Extend(call.Pdf, new SigningParts
        {
            Cms = [],
            CmsCapacity = 0,
            Evidence = items,
            WithVri = withVri,
            ArchiveToken = earlier.ArchiveToken,
            ArchiveCapacity = earlier.ArchiveCapacity,
        });
        return Sha256Text.Of(pdf) == earlier.OutputSha256
            ? new ExtensionOutcome.Extended(pdf, earlier)
            : throw new InvalidOperationException("The same file no longer gives the same extended bytes.");
    }

    private Task<ExtensionRecord?> EarlierAsync(DocumentCall call, CancellationToken cancellation) =>
        database.Extensions.AsNoTracking().SingleOrDefaultAsync(
            e => e.Client == call.Client && e.IdempotencyKey == call.IdempotencyKey, cancellation);
}
