using System.Security.Cryptography;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Audit;
using Civic.Shared.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Certificates;

/// <summary>
/// Has stored certificates given a fresh archive time stamp before the last one ends (ETSI EN 319 142-1, 5.4.3). The
/// key of a call is made from the stored file, so that two workers, or one after a crash, get the same successor.
/// </summary>
internal sealed class CertificateRenewal(JudicialDbContext database, SigningClient signing, TimeProvider clock)
    : IHourlyWork
{
    /// <summary>Long enough to notice and mend a time-stamp service that does not work.</summary>
    internal static readonly TimeSpan Ahead = TimeSpan.FromDays(180);

    private static readonly TimeSpan Pause = TimeSpan.FromHours(6);
    private const int Batch = 50;

    /// <returns>How many were renewed.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var (ends, tried) = (now + Ahead, now - Pause);
        var due = await database
            .Certificates.Where(c =>
                c.IssuedAt != null
                && c.VerifiableUntil < ends
                && (c.RenewalTriedAt == null || c.RenewalTriedAt < tried)
            )
            .OrderBy(c => c.VerifiableUntil)
            .Take(Batch)
            .ToListAsync(cancellation);
        var renewed = 0;
        foreach (var certificate in due)
        {
            renewed += await RenewAsync(certificate, cancellation) ? 1 : 0;
        }

        return renewed;
    }

    private async Task<bool> RenewAsync(Certificate certificate, CancellationToken cancellation)
    {
        var stored = database.StoredDocuments.Where(d =>
            d.DossierId == certificate.DossierId && d.Kind == DocumentKind.CertificateSealed
        );
        var pdf = await stored.AsNoTracking().Select(d => d.Content).SingleAsync(cancellation);
        var key = $"{certificate.DossierId}:renewal:{Convert.ToHexStringLower(SHA256.HashData(pdf))[..32]}";
        var reply = await signing.ExtendAsync(certificate.AddressNumber, pdf, key, cancellation);
        certificate.RenewalTriedAt = clock.GetUtcNow();
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        if (reply is SigningReply<SealedPdf>.Done(var successor))
        {
            await stored.ExecuteUpdateAsync(d => d.SetProperty(x => x.Content, successor.Content), cancellation);
            certificate.VerifiableUntil = successor.VerifiableUntil;
            database.Audit(clock, "system", "certificate.renewed", certificate.AddressNumber);
        }
        else
        {
            database.Audit(clock, "system", "certificate.renewal-waits", certificate.AddressNumber,
                $"civic:judicial:{((SigningReply<SealedPdf>.Waits)reply).Code}");
        }

        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return reply is SigningReply<SealedPdf>.Done;
    }
}
