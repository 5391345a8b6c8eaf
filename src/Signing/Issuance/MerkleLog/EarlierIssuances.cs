using Civic.Signing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Civic.Signing.Issuance.MerkleLog;

/// <summary>Enters at start what was issued by a version that kept no log yet, in the order in which it was.</summary>
internal sealed class EarlierIssuances(IServiceScopeFactory scopes) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<SigningDatabase>();
        var log = scope.ServiceProvider.GetRequiredService<IssuanceLog>();
        while (await NextAsync(database, cancellationToken) is not null)
        {
            await using var transaction = await log.BeginAsync(cancellationToken);
            // Another replica may have been faster.
            if (await NextAsync(database, cancellationToken) is { } missing)
            {
                await log.AppendAsync([LogLeaf.Issued(missing)], cancellationToken);
                await database.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static Task<IssuedDocument?> NextAsync(SigningDatabase database, CancellationToken cancellation) =>
        database.Issuances.AsNoTracking().Where(i => !database.LogEntries.Any(e => e.Number == i.Number))
            .OrderBy(i => i.RecordedAt).ThenBy(i => i.Number).FirstOrDefaultAsync(cancellation);
}
