using Civic.Shared.Hosting;
using Civic.Signing.Issuance;
using Civic.Signing.Issuance.MerkleLog;
using Civic.Signing.Seal;
using Civic.Signing.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Civic.Signing.Web.Verify;

/// <summary>What an issued document is, who signed it and whether it still stands.</summary>
[AllowAnonymous]
[EnableRateLimiting(RateLimits.Verification)]
internal sealed class DocumentModel(SigningDatabase database, IssuanceLog log) : PageModel
{
    private const int MaxSeals = 10;

    public string Number { get; private set; } = "";

    public IssuedDocument? Document { get; private set; }

    public Standing Standing { get; private set; } = Standing.Of(IssuanceStatus.Valid);

    /// <summary>In the order of signing.</summary>
    public IReadOnlyList<SealRecord> Seals { get; private set; } = [];

    public IReadOnlyList<StatusDecision> Decisions { get; private set; } = [];

    /// <summary>What the issuance log proves of it.</summary>
    public LogStanding Log { get; private set; } = new(false, 0, 0, null);

    public async Task OnGetAsync(string number, CancellationToken cancellation)
    {
        Number = DocumentNumber.IsValid(number) ? number : "–";
        // People type capitals small; a number as it was given out goes first.
        var capitals = Number.ToUpperInvariant();
        Document = await database.Issuances.AsNoTracking()
            .Where(i => i.Number == Number || i.Number == capitals)
            .OrderByDescending(i => i.Number == Number).FirstOrDefaultAsync(cancellation);
        if (Document is null)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        Number = Document.Number;
        Standing = Standing.Of(Document);
        Seals = await SealsOfAsync(Document.Sha256, cancellation);
        Decisions = await database.StatusDecisions.AsNoTracking().Where(d => d.Number == Number)
            .OrderBy(d => d.RecordedAt).ToListAsync(cancellation);
        Log = await LogStanding.OfAsync(Document, Decisions, database, log, cancellation);
    }

    /// <summary>From the issued file back to what it was made from, one signature after the other.</summary>
    private async Task<List<SealRecord>> SealsOfAsync(string sha256, CancellationToken cancellation)
    {
        var seals = new List<SealRecord>();
        while (seals.Count < MaxSeals && await database.Seals.AsNoTracking()
            .FirstOrDefaultAsync(s => s.OutputSha256 == sha256, cancellation) is { } seal)
        {
            seals.Insert(0, seal);
            sha256 = seal.InputSha256;
        }

        return seals;
    }
}
