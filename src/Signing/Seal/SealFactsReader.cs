using Civic.Signing.Revocation;
using Civic.Signing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.Signing.Seal;

/// <summary>Reads what has to be known to decide calls, with the same few questions for one and for hundreds.</summary>
internal sealed class SealFactsReader(IServiceScopeFactory scopes)
{
    /// <param name="calls">All of one client, profile and field.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <returns>In the order of the calls.</returns>
    internal async Task<IReadOnlyList<SealFacts>> ReadAsync(
        IReadOnlyList<SealCall> calls, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<SigningDatabase>();
        var earlier = await EarlierAsync(database, calls, cancellation);
        var evidence = await EvidenceStore.ReadAsync(database, earlier.Values, cancellation);
        var rest = calls.Where(c => !earlier.ContainsKey(c.IdempotencyKey)).ToList();
        var approvals = await ApprovalsAsync(database, rest, cancellation);
        var signed = await SignedByPersonsAsync(database, rest, cancellation);
        return [.. calls.Select(c => new SealFacts
        {
            Earlier = earlier.GetValueOrDefault(c.IdempotencyKey),
            Evidence = evidence,
            Approvals = [.. approvals[(c.InputSha256, c.Number)]],
            IsAsThePersonSignedIt = signed.Contains((c.InputSha256, c.Number)),
        })];
    }

    private static Task<Dictionary<string, SealRecord>> EarlierAsync(
        SigningDatabase database, IReadOnlyList<SealCall> calls, CancellationToken cancellation)
    {
        var (client, keys) = (calls[0].Client, calls.Select(c => c.IdempotencyKey).ToArray());
        return database.Seals.AsNoTracking().Where(s => s.Client == client && keys.Contains(s.IdempotencyKey))
            .ToDictionaryAsync(s => s.IdempotencyKey, cancellation);
    }

    private static async Task<ILookup<(string Sha256, string Number), GivenApproval>> ApprovalsAsync(
        SigningDatabase database, List<SealCall> calls, CancellationToken cancellation)
    {
        var digests = calls.Select(c => c.InputSha256).ToArray();
        var (client, profile) = calls is [var first, ..] ? (first.Client, first.ProfileName) : ("", "");
        var found = calls.Count == 0 ? [] : await (
            from approval in database.Approvals.AsNoTracking()
            where approval.Client == client && approval.Profile == profile
            from document in approval.Documents
            where digests.Contains(document.Sha256)
            orderby approval.RecordedAt descending
            select new { document.Sha256, document.Number, approval.ExpiresAt, document.SigningTime })
            .ToListAsync(cancellation);
        return found.ToLookup(a => (a.Sha256, a.Number), a => new GivenApproval(a.ExpiresAt, a.SigningTime));
    }

    private static async Task<HashSet<(string Sha256, string Number)>> SignedByPersonsAsync(
        SigningDatabase database, List<SealCall> calls, CancellationToken cancellation)
    {
        // Only who signs after the person has to know.
        if (calls is not [{ Field: not Sealer.PersonsField } first, ..])
        {
            return [];
        }

        var (client, digests) = (first.Client, calls.Select(c => c.InputSha256).ToArray());
        var found = await database.Seals.AsNoTracking()
            .Where(s => digests.Contains(s.OutputSha256) && s.Field == Sealer.PersonsField && s.Client == client)
            .Select(s => new { s.OutputSha256, s.Number }).ToListAsync(cancellation);
        return [.. found.Select(s => (s.OutputSha256, s.Number))];
    }
}
