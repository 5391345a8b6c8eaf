using System.Security.Cryptography;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Audit;
using Civic.Shared.Web;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Certificates;

/// <summary>
/// From approval to the sealed document: the competent person's signature on what was rendered for the approval, after
/// the clerk's order the agency's seal, the entry in the issuance log. Each step commits its results, their audit
/// events and what is next in one transaction for all dossiers in hand; repeated after a crash it asks with the same
/// keys and gets the same answers.
/// </summary>
internal sealed class CertificateSteps(JudicialDbContext database, SigningLists signing, TimeProvider clock)
{
    private const string System = "system";
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <param name="ids">Of the dossiers.</param>
    /// <param name="made">What <see cref="CertificateBatches"/> has brought for those that needed a signature.</param>
    /// <param name="cancellation">Stops it between two calls.</param>
    internal async Task RunAsync(IReadOnlyCollection<Guid> ids,
        IReadOnlyDictionary<Guid, SigningReply<SealedPdf>> made, CancellationToken cancellation)
    {
        var inHand = await TakeAsync(ids, cancellation);
        foreach (var one in inHand.Where(i => made.ContainsKey(i.Dossier.Id)))
        {
            Keep(one, made[one.Dossier.Id]);
        }

        Release(inHand.Where(i => i.Dossier.IssuingSince is null || i.WaitsFor is not null));
        await database.SaveChangesAsync(cancellation);
        await EnterAsync(
            [.. inHand.Where(i => i.WaitsFor is null && NextStep.Of(i.Dossier) == Turn.AgencySeal
                && i.Dossier.IssuingSince is not null)],
            cancellation);
    }

    private async Task<List<InHand>> TakeAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        var certificates = await database.Certificates.Where(c => ids.Contains(c.DossierId))
            .ToDictionaryAsync(c => c.DossierId, cancellation);
        var dossiers = await database.Dossiers.Include(d => d.History).AsSplitQuery().Where(d => ids.Contains(d.Id))
            .ToListAsync(cancellation);
        return [.. dossiers.Select(d => new InHand(d, certificates[d.Id]))];
    }

    /// <summary>The signature or seal that was brought for it, if its step still waits for that.</summary>
    private void Keep(InHand one, SigningReply<SealedPdf> reply)
    {
        switch (NextStep.Of(one.Dossier), reply)
        {
            case (_, SigningReply<SealedPdf>.Waits(var code, _)):
                one.WaitsFor = code;
                break;
            case (Turn.PersonSignature, SigningReply<SealedPdf>.Done(var signed)):
                KeepSigned(one, signed);
                break;
            case (Turn.AgencySeal, SigningReply<SealedPdf>.Done(var done)) when one.Dossier.IssuingSince is null:
                KeepSealed(one, done);
                break;
            default:
                break;
        }
    }

    private void KeepSigned(InHand one, SealedPdf made)
    {
        Store(one.Dossier, DocumentKind.CertificateSigned, made.Content);
        one.Dossier.Must(DossierEvent.PersonSigned, new(System, clock.GetUtcNow()));
        database.Audit(clock, System, "certificate.signed", one.Certificate.AddressNumber);
    }

    private void KeepSealed(InHand one, SealedPdf made)
    {
        Store(one.Dossier, DocumentKind.CertificateSealed, made.Content);
        one.Certificate.VerifiableUntil = made.VerifiableUntil;
        one.Certificate.Sha256 = Convert.ToHexStringLower(SHA256.HashData(made.Content));
        one.Dossier.Must(DossierEvent.IssuingBegun, new(System, clock.GetUtcNow()));
        database.Audit(clock, System, "certificate.sealed", one.Certificate.AddressNumber);
    }

    /// <summary>What is sealed is kept; entered in the issuance log it is issued.</summary>
    private async Task EnterAsync(IReadOnlyCollection<InHand> isSealed, CancellationToken cancellation)
    {
        var replies = await signing.EnterAsync([.. isSealed.Select(EntryOf)], cancellation);
        foreach (var one in isSealed)
        {
            if (replies[one.Certificate.AddressNumber] is SigningReply<byte[]>.Waits(var code, _))
            {
                one.WaitsFor = code;
            }
            else if (replies[one.Certificate.AddressNumber] is SigningReply<byte[]>.Done(var receipt))
            {
                Issue(one, receipt);
            }
        }

        Release(isSealed);
        await SaveAsync(
            [.. isSealed.Where(i => i.Certificate.IssuedAt is not null).Select(i => i.Dossier.Id)], cancellation);
    }

    private async Task SaveAsync(List<Guid> issued, CancellationToken cancellation)
    {
        if (issued.Count == 0)
        {
            await database.SaveChangesAsync(cancellation);
            return;
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        await database.SaveChangesAsync(cancellation);
        await database.ForgetEarlierFilesAsync(issued, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static IssuanceEntry EntryOf(InHand one)
    {
        var (kind, title) = one.Dossier.Kind == CertificateKind.Number1
            ? ("phieu-lltp-1", new Bilingual("Phiếu lý lịch tư pháp số 1", "Criminal record certificate no. 1"))
            : ("phieu-lltp-2", new Bilingual("Phiếu lý lịch tư pháp số 2", "Criminal record certificate no. 2"));
        return new(one.Certificate.AddressNumber, kind, title, one.Certificate.IssueDate, one.Certificate.Sha256!,
            one.Certificate.ContentDigest);
    }

    private void Issue(InHand one, byte[] receipt)
    {
        Store(one.Dossier, DocumentKind.CertificateReceipt, receipt);
        var now = clock.GetUtcNow();
        one.Certificate.IssuedAt = now;
        one.Dossier.Must(DossierEvent.Issued, new(System, now));
        database.Audit(clock, System, "certificate.issued", one.Certificate.AddressNumber);
    }

    /// <summary>Others may have them again: at once, or after a while where something is missing.</summary>
    private void Release(IEnumerable<InHand> some)
    {
        foreach (var one in some)
        {
            one.Dossier.ClaimedUntil = null;
            if (one.WaitsFor is { } code)
            {
                Wait(one.Dossier, code);
            }
            else
            {
                (one.Dossier.WaitsFor, one.Dossier.RetryAt, one.Dossier.Attempts) = (null, null, 0);
            }
        }
    }

    private void Wait(Dossier dossier, string code)
    {
        if (dossier.WaitsFor != code)
        {
            database.Audit(clock, System, "certificate.waits", dossier.Code, $"civic:judicial:{code}");
        }

        dossier.WaitsFor = code;
        dossier.RetryAt =
            clock.GetUtcNow()
            + TimeSpan.FromSeconds(Math.Min(LongestWait.TotalSeconds, Math.Pow(2, Math.Min(dossier.Attempts, 10))));
        dossier.Attempts++;
    }

    private void Store(Dossier dossier, DocumentKind kind, byte[] content) =>
        database.StoredDocuments.Add(
            new StoredDocument
            {
                DossierId = dossier.Id,
                Kind = kind,
                Content = content,
                StoredAt = clock.GetUtcNow(),
            }
        );

    private sealed record InHand(Dossier Dossier, Certificate Certificate)
    {
        /// <summary>Why its step could not be taken.</summary>
        internal string? WaitsFor { get; set; }
    }
}
