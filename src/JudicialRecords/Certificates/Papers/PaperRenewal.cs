using System.Security.Cryptography;
using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Audit;
using Civic.Shared.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Certificates.Papers;

/// <summary>
/// As for certificates, for papers that must prove themselves for as long: slips and apologies are of no use once the
/// request is closed, so they are left to expire. Receipts and their cancellations are vouchers of the books: payer and
/// auditor show them for as long as the books are kept, so they are renewed.
/// </summary>
internal sealed class PaperRenewal(JudicialDbContext database, SigningClient signing, TimeProvider clock)
    : IHourlyWork
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(6);
    private const int Batch = 50;

    /// <returns>How many were renewed.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var (ends, tried) = (now + CertificateRenewal.Ahead, now - Pause);
        var due = await database.Papers
            .Where(p => p.IssuedAt != null && p.VerifiableUntil < ends
                && p.Kind != PaperKind.AppointmentSlip && p.Kind != PaperKind.Apology
                && (p.RenewalTriedAt == null || p.RenewalTriedAt < tried))
            .OrderBy(p => p.VerifiableUntil).Take(Batch).ToListAsync(cancellation);
        var renewed = 0;
        foreach (var paper in due)
        {
            renewed += await RenewAsync(paper, cancellation) ? 1 : 0;
        }

        return renewed;
    }

    private async Task<bool> RenewAsync(Paper paper, CancellationToken cancellation)
    {
        var stored = await database.PaperFiles
            .SingleAsync(f => f.PaperId == paper.Id && f.Stage == PaperStage.Sealed, cancellation);
        var key = $"{paper.Id}:renewal:{Convert.ToHexStringLower(SHA256.HashData(stored.Content))[..32]}";
        var reply = await signing.ExtendAsync(paper.AddressNumber!, stored.Content, key, cancellation);
        paper.RenewalTriedAt = clock.GetUtcNow();
        if (reply is SigningReply<SealedPdf>.Done(var successor))
        {
            database.Entry(stored).Property(f => f.Content).CurrentValue = successor.Content;
            paper.VerifiableUntil = successor.VerifiableUntil;
            database.Audit(clock, "system", "paper.renewed", paper.AddressNumber!);
        }
        else
        {
            database.Audit(clock, "system", "paper.renewal-waits", paper.AddressNumber!,
                $"civic:judicial:{((SigningReply<SealedPdf>.Waits)reply).Code}");
        }

        await database.SaveChangesAsync(cancellation);
        return reply is SigningReply<SealedPdf>.Done;
    }
}
