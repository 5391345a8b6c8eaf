using Civic.Shared.Audit;
using Civic.Signing.Issuance.MerkleLog;
using Civic.Signing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Civic.Signing.Issuance;

/// <summary>What came of an entry or a change.</summary>
internal enum BookOutcome
{
    Conflict,
    Unknown,
    Final,
    DecisionNotSealed,
    NewerUnknown,
    Entered,
    SameAsBefore,
}

/// <summary>
/// Rows of what was issued and the leaves that tell of them, always both in one transaction, one writer at a time.
/// </summary>
internal sealed class IssuanceBook(SigningDatabase database, IssuanceLog log, TimeProvider clock)
{
    /// <summary>
    /// Enters what is new of a list under one lock and with one commit; a conflict stops none of the others.
    /// </summary>
    /// <param name="entries">No number twice.</param>
    /// <param name="cancellation">Gives up all of them.</param>
    /// <returns>What came of each, in their order.</returns>
    internal async Task<IReadOnlyList<BookOutcome>> EnterAsync(
        IReadOnlyList<IssuedDocument> entries, CancellationToken cancellation)
    {
        await using var transaction = await log.BeginAsync(cancellation);
        var numbers = entries.Select(e => e.Number).ToArray();
        var known = await database.Issuances.AsNoTracking().Where(i => numbers.Contains(i.Number))
            .ToDictionaryAsync(i => i.Number, cancellation);
        var outcomes = entries.Select(e => known.TryGetValue(e.Number, out var earlier)
            ? earlier.SaysTheSameAs(e) ? BookOutcome.SameAsBefore : BookOutcome.Conflict
            : BookOutcome.Entered).ToList();
        if (outcomes.TrueForAll(o => o == BookOutcome.SameAsBefore))
        {
            return outcomes;
        }

        await AddAsync([.. entries.Where(e => !known.ContainsKey(e.Number))], cancellation);
        foreach (var (entry, _) in entries.Zip(outcomes).Where(e => e.Second == BookOutcome.Conflict))
        {
            database.Audit(clock, entry.Issuer, "document.issue-refused", entry.Number,
                "civic:signing:issuance-conflict", new Dictionary<string, string> { ["sha256"] = entry.Sha256 });
        }

        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return outcomes;
    }

    internal async Task<BookOutcome> ChangeAsync(
        string issuer, StatusDecision decision, CancellationToken cancellation)
    {
        await using var transaction = await log.BeginAsync(cancellation);
        var known = await database.Issuances.SingleOrDefaultAsync(
            i => i.Number == decision.Number && i.Issuer == issuer, cancellation);
        if (known is null)
        {
            return BookOutcome.Unknown;
        }

        if (await database.StatusDecisions.AnyAsync(d => d.Number == decision.Number && d.Status == decision.Status
            && d.DecisionNumber == decision.DecisionNumber && d.DecisionDate == decision.DecisionDate
            && d.Sha256 == decision.Sha256 && d.Newer == decision.Newer, cancellation))
        {
            return BookOutcome.SameAsBefore;
        }

        if (await WhyNotAsync(known, decision, cancellation) is { } why)
        {
            return why;
        }

        known.Status = decision.Status;
        database.StatusDecisions.Add(decision);
        await log.AppendAsync([LogLeaf.Changed(known, decision)], cancellation);
        database.Audit(clock, issuer, "document.status-changed", decision.Number, "ok", new Dictionary<string, string>
        {
            ["status"] = decision.Status.Name(),
            ["decision"] = decision.DecisionNumber,
            ["sha256"] = decision.Sha256,
        });
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return BookOutcome.Entered;
    }

    /// <summary>
    /// Enters what a document became by a further archive time stamp, in the caller's unit of work, which
    /// <see cref="IssuanceLog.BeginAsync"/> began and the caller saves and commits.
    /// </summary>
    internal Task SucceedAsync(IssuedDocument document, string of, string sha256, CancellationToken cancellation) =>
        log.AppendAsync([LogLeaf.Successor(document, of, sha256, clock.GetUtcNow())], cancellation);

    private async Task AddAsync(List<IssuedDocument> entries, CancellationToken cancellation)
    {
        if (entries.Count == 0)
        {
            return;
        }

        database.Issuances.AddRange(entries);
        var index = await log.AppendAsync([.. entries.Select(LogLeaf.Issued)], cancellation);
        foreach (var entry in entries)
        {
            database.Audit(clock, entry.Issuer, "document.issued", entry.Number, "ok", new Dictionary<string, string>
            {
                ["kind"] = entry.Kind,
                ["sha256"] = entry.Sha256,
                ["index"] = index++.ToString(System.Globalization.CultureInfo.InvariantCulture),
            });
        }
    }

    private async Task<BookOutcome?> WhyNotAsync(
        IssuedDocument known, StatusDecision decision, CancellationToken cancellation)
    {
        if (known.Status is IssuanceStatus.Revoked or IssuanceStatus.Cancelled)
        {
            return BookOutcome.Final;
        }

        // The decision itself must have been sealed here, for the agency that issued the document.
        if (!await database.Seals.AnyAsync(s => s.OutputSha256 == decision.Sha256 && s.Client == known.Issuer
            && s.Field == "Agency", cancellation))
        {
            return BookOutcome.DecisionNotSealed;
        }

        return decision.Newer is { } newer && (newer == known.Number
            || !await database.Issuances.AnyAsync(i => i.Number == newer && i.Issuer == known.Issuer, cancellation))
                ? BookOutcome.NewerUnknown
                : null;
    }
}
