using Civic.Shared.Hosting;
using Civic.Signing.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;

namespace Civic.Signing.Issuance.MerkleLog;

/// <param name="Size">Number of entries.</param>
/// <param name="Root">base64url.</param>
/// <param name="TreeHead">The same, signed.</param>
/// <param name="Witness">The newest head that the witness has countersigned, if there is one.</param>
internal sealed record TreeHeadAnswer(long Size, string Root, string TreeHead, WitnessedAnswer? Witness);

internal sealed record WitnessedAnswer(long Size, string TreeHead, string Cosignature);

internal sealed record InclusionAnswer(long Index, long Size, string Leaf, IReadOnlyList<string> Proof);

internal sealed record ConsistencyAnswer(long First, long Second, IReadOnlyList<string> Proof);

internal sealed record EntriesAnswer(long Start, IReadOnlyList<string> Leaves);

/// <summary>The log as monitors and doubters read it; nothing in it is secret.</summary>
internal static class LogEndpoints
{
    private const int MaxEntries = 1000;

    internal static void MapLog(this IEndpointRouteBuilder routes)
    {
        var log = routes.MapGroup("/log").AllowAnonymous().RequireRateLimiting(RateLimits.Verification);
        log.MapGet("/sth", HeadAsync).WithSummary("The signed tree head of the issuance log as it is now");
        log.MapGet("/proof", ProofAsync).WithSummary("That an entry is in the tree of a size (RFC 9162 2.1.3)");
        log.MapGet("/consistency", ConsistencyAsync)
            .WithSummary("That a later tree continues an earlier one (RFC 9162 2.1.4)");
        log.MapGet("/entries", EntriesAsync).WithSummary("Entries from a place on, as they were hashed");
        log.MapGet("/receipts/{number}", ReceiptAsync)
            .WithSummary("Everything the log says of a document, with proofs, to be kept");
    }

    private static async Task<Ok<TreeHeadAnswer>> HeadAsync(
        IssuanceLog log, TreeHeads heads, SigningDatabase database, CancellationToken cancellation)
    {
        var (head, signed) = await heads.SignAsync(await log.SizeAsync(cancellation), cancellation);
        var seen = await database.WitnessedHeads.AsNoTracking()
            .OrderByDescending(h => h.Size).FirstOrDefaultAsync(cancellation);
        return TypedResults.Ok(new TreeHeadAnswer(head.Size, head.Root, signed,
            seen is null ? null : new WitnessedAnswer(seen.Size, seen.TreeHead, seen.Cosignature)));
    }

    /// <param name="index">The entry's place.</param>
    /// <param name="size">Of the tree; that of now where it is left out.</param>
    /// <param name="log">The log.</param>
    /// <param name="database">Where it is.</param>
    /// <param name="cancellation">Stops the reading.</param>
    private static async Task<Results<Ok<InclusionAnswer>, ProblemHttpResult>> ProofAsync(
        long index, long? size, IssuanceLog log, SigningDatabase database, CancellationToken cancellation)
    {
        var whole = await log.SizeAsync(cancellation);
        var tree = size ?? whole;
        if (index < 0 || index >= tree || tree > whole)
        {
            return Problems.LogRange("index must be below size, and size at most that of the log");
        }

        var entry = await database.LogEntries.AsNoTracking().SingleAsync(e => e.Index == index, cancellation);
        return TypedResults.Ok(new InclusionAnswer(
            index, tree, entry.Leaf, Receipts.Encode(await log.InclusionAsync(index, tree, cancellation))));
    }

    private static async Task<Results<Ok<ConsistencyAnswer>, ProblemHttpResult>> ConsistencyAsync(
        long first, long? second, IssuanceLog log, CancellationToken cancellation)
    {
        var whole = await log.SizeAsync(cancellation);
        var tree = second ?? whole;
        return first < 0 || first > tree || tree > whole
            ? Problems.LogRange("first must be at most second, and second at most the size of the log")
            : TypedResults.Ok(new ConsistencyAnswer(
                first, tree, Receipts.Encode(await log.ConsistencyAsync(first, tree, cancellation))));
    }

    private static async Task<Results<Ok<EntriesAnswer>, ProblemHttpResult>> EntriesAsync(
        long? start, SigningDatabase database, CancellationToken cancellation)
    {
        if (start is < 0)
        {
            return Problems.LogRange("start must be 0 or more");
        }

        var from = start ?? 0;
        var leaves = await database.LogEntries.AsNoTracking().Where(e => e.Index >= from).OrderBy(e => e.Index)
            .Take(MaxEntries).Select(e => e.Leaf).ToListAsync(cancellation);
        return TypedResults.Ok(new EntriesAnswer(from, leaves));
    }

    private static async Task<Results<Ok<Receipt>, ProblemHttpResult>> ReceiptAsync(
        string number, Receipts receipts, CancellationToken cancellation) =>
        DocumentNumber.IsValid(number) && await receipts.MakeAsync(number, cancellation) is { } receipt
            ? TypedResults.Ok(receipt)
            : Problems.IssuanceUnknown();
}
