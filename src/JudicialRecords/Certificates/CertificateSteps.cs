using System.Diagnostics;
using System.Security.Cryptography;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Audit;
using Civic.Shared.Web;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Certificates;

/// <summary>
/// From approval to the sealed document: the competent person's signature on what was rendered for the approval, after
/// the clerk's order the agency's seal, the entry in the issuance log. Each step commits its result, its audit event
/// and what is next in one transaction; repeated after a crash it asks with the same key and gets the same answer.
/// </summary>
internal sealed class CertificateSteps(JudicialDbContext database, SigningClient signing, TimeProvider clock)
{
    private const string System = "system";
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <param name="id">Of the dossier.</param>
    /// <param name="made">What a batch has brought for it; null where this step has to ask by itself.</param>
    /// <param name="cancellation">Stops it between two calls.</param>
    internal async Task RunAsync(Guid id, SigningReply<SealedPdf>? made, CancellationToken cancellation)
    {
        var dossier = await database.Dossiers.Include(d => d.History).SingleAsync(d => d.Id == id, cancellation);
        var certificate = await database.Certificates.SingleAsync(c => c.DossierId == id, cancellation);
        var waits = NextStep.Of(dossier) switch
        {
            Turn.PersonSignature => await SignAsync(dossier, certificate, made, cancellation),
            Turn.AgencySeal => await SealAsync(dossier, certificate, made, cancellation),
            _ => null,
        };
        dossier.ClaimedUntil = null;
        if (waits is { } code)
        {
            Wait(dossier, code);
        }
        else
        {
            (dossier.WaitsFor, dossier.RetryAt, dossier.Attempts) = (null, null, 0);
        }

        await database.SaveChangesAsync(cancellation);
    }

    private async Task<string?> SignAsync(
        Dossier dossier, Certificate certificate, SigningReply<SealedPdf>? made, CancellationToken cancellation)
    {
        var reply = made ?? await AskAsync(dossier, certificate, SealStep.Person(certificate), cancellation);
        if (reply is not SigningReply<SealedPdf>.Done(var signed))
        {
            return ((SigningReply<SealedPdf>.Waits)reply).Code;
        }

        Store(dossier, DocumentKind.CertificateSigned, signed.Content);
        dossier.Must(DossierEvent.PersonSigned, new(System, clock.GetUtcNow()));
        database.Audit(clock, System, "certificate.signed", certificate.AddressNumber);
        return null;
    }

    /// <summary>Approving and signing have each kept what the next step is made from.</summary>
    private async Task<SigningReply<SealedPdf>> AskAsync(
        Dossier dossier, Certificate certificate, SealStep step, CancellationToken cancellation)
    {
        var source = await StoredAsync(dossier, step.Source, cancellation)
            ?? throw new UnreachableException($"There is no {step.Source} to be signed.");
        return await signing.SealAsync(
            new(step.Profile, step.Field, certificate.AddressNumber, source), step.KeyOf(dossier.Id), cancellation);
    }

    private async Task<string?> SealAsync(
        Dossier dossier, Certificate certificate, SigningReply<SealedPdf>? made, CancellationToken cancellation)
    {
        if (
            !await IsSealedAsync(dossier, cancellation)
            && await StampAsync(dossier, certificate, made, cancellation) is { } waits
        )
        {
            return waits;
        }

        var title =
            dossier.Kind == CertificateKind.Number1
                ? new Bilingual("Phiếu lý lịch tư pháp số 1", "Criminal record certificate no. 1")
                : new Bilingual("Phiếu lý lịch tư pháp số 2", "Criminal record certificate no. 2");
        var kind = dossier.Kind == CertificateKind.Number1 ? "phieu-lltp-1" : "phieu-lltp-2";
        var reply = await signing.EnterAsync(
            new(certificate.AddressNumber, kind, title, certificate.IssueDate, certificate.Sha256!,
                certificate.ContentDigest),
            cancellation
        );
        if (reply is not SigningReply<byte[]>.Done(var receipt))
        {
            return ((SigningReply<byte[]>.Waits)reply).Code;
        }

        Store(dossier, DocumentKind.CertificateReceipt, receipt);
        var now = clock.GetUtcNow();
        certificate.IssuedAt = now;
        dossier.Must(DossierEvent.Issued, new(System, now));
        database.Audit(clock, System, "certificate.issued", certificate.AddressNumber);
        return null;
    }

    private async Task<string?> StampAsync(
        Dossier dossier, Certificate certificate, SigningReply<SealedPdf>? made, CancellationToken cancellation)
    {
        var reply = made ?? await AskAsync(dossier, certificate, SealStep.Agency, cancellation);
        if (reply is not SigningReply<SealedPdf>.Done(var done))
        {
            return ((SigningReply<SealedPdf>.Waits)reply).Code;
        }

        Store(dossier, DocumentKind.CertificateSealed, done.Content);
        certificate.VerifiableUntil = done.VerifiableUntil;
        certificate.Sha256 = Convert.ToHexStringLower(SHA256.HashData(done.Content));
        dossier.Must(DossierEvent.IssuingBegun, new(System, clock.GetUtcNow()));
        database.Audit(clock, System, "certificate.sealed", certificate.AddressNumber);
        await database.SaveChangesAsync(cancellation);
        return null;
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

    private Task<bool> IsSealedAsync(Dossier dossier, CancellationToken cancellation) =>
        database.StoredDocuments.AnyAsync(
            d => d.DossierId == dossier.Id && d.Kind == DocumentKind.CertificateSealed, cancellation);

    private Task<byte[]?> StoredAsync(Dossier dossier, DocumentKind kind, CancellationToken cancellation) =>
        database
            .StoredDocuments.AsNoTracking()
            .Where(d => d.DossierId == dossier.Id && d.Kind == kind)
            .Select(d => d.Content)
            .SingleOrDefaultAsync(cancellation);
}
