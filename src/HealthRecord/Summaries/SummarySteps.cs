using System.Buffers.Text;
using System.Security.Cryptography;
using Civic.HealthRecord.Access;
using Civic.HealthRecord.Fhir;
using Civic.HealthRecord.Queries;
using Civic.HealthRecord.Sources;
using Civic.HealthRecord.Storage;
using Civic.Shared.Audit;
using Civic.Shared.Identity;
using Microsoft.EntityFrameworkCore;

namespace Civic.HealthRecord.Summaries;

/// <summary>
/// Render, seal, register. Each step keeps its result and the next state in one transaction, and is the same when done
/// again: the rendered bytes are kept, and the number is the idempotency key.
/// </summary>
internal sealed class SummarySteps(
    HealthDatabase database, RecordSources sources, SigningClient signing, Facilities facilities, TimeProvider clock)
{
    internal const string SourcesUnavailable = "sources-unavailable";

    internal async Task AdvanceAsync(string number, CancellationToken cancellation)
    {
        var summary = await database.Summaries.SingleAsync(s => s.Number == number, cancellation);
        var trouble = summary.State switch
        {
            SummaryState.Requested => await RenderAsync(summary, cancellation),
            SummaryState.Rendered => await SealAsync(summary, cancellation),
            SummaryState.Sealed => await RegisterAsync(summary, cancellation),
            _ => null,
        };
        var now = clock.GetUtcNow();
        summary.LeasedUntil = null;
        summary.Trouble = trouble;
        summary.Attempts = trouble is null ? 0 : summary.Attempts + 1;
        summary.NextTryAt = trouble is null ? now : now + PauseAfter(summary.Attempts);
        if (trouble is null)
        {
            database.Audit(clock, "system", $"summary.{summary.State}".ToLowerInvariant(), summary.Number);
        }

        await database.SaveChangesAsync(cancellation);
    }

    /// <summary>2, 4, 8 ... seconds, at most five minutes.</summary>
    private static TimeSpan PauseAfter(int attempts) =>
        TimeSpan.FromSeconds(Math.Min(300, Math.Pow(2, Math.Min(attempts, 10))));

    private async Task<string?> RenderAsync(SignedSummary summary, CancellationToken cancellation)
    {
        var owner = await database.Owners.AsNoTracking().SingleAsync(o => o.Id == summary.OwnerId, cancellation);
        var facts = await sources.FetchAsync(owner, cancellation);
        if (facts.Outcomes().Values.All(o => o.StartsWith("not-reached", StringComparison.Ordinal)))
        {
            return SourcesUnavailable;
        }

        var content = Summarize.From(facts);
        var salt = RandomNumberGenerator.GetBytes(16);
        var issuedAt = clock.GetUtcNow();
        summary.Salt = Base64Url.EncodeToString(salt);
        summary.IssueDate = issuedAt.DateInVietnam();
        summary.ContentDigest = Base64Url.EncodeToString(
            SHA256.HashData([.. salt, .. FhirJson.Bytes(IpsDocument.Of(content, facilities))]));
        var statement = await signing.StateAsync(summary, cancellation);
        if (statement.Value is not { } address)
        {
            return statement.Trouble;
        }

        summary.Rendered = new SummaryDocument(content, facilities, summary, issuedAt, address).Render();
        summary.State = SummaryState.Rendered;
        return null;
    }

    private async Task<string?> SealAsync(SignedSummary summary, CancellationToken cancellation)
    {
        var answer = await signing.SealAsync(summary, cancellation);
        if (answer.Value is not { } file)
        {
            return answer.Trouble;
        }

        summary.Sealed = file.Content;
        summary.VerifiableUntil = file.VerifiableUntil;
        summary.Sha256 = Convert.ToHexStringLower(SHA256.HashData(file.Content));
        summary.Rendered = null;
        summary.State = SummaryState.Sealed;
        return null;
    }

    private async Task<string?> RegisterAsync(SignedSummary summary, CancellationToken cancellation)
    {
        var answer = await signing.RegisterAsync(summary, cancellation);
        if (answer.Value is not { } receipt)
        {
            return answer.Trouble;
        }

        summary.Receipt = receipt;
        summary.ReadyAt = clock.GetUtcNow();
        summary.State = SummaryState.Ready;
        return null;
    }
}
