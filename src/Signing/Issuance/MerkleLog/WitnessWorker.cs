using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Civic.Shared.Hosting;
using Civic.Signing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Civic.Signing.Issuance.MerkleLog;

internal sealed record WitnessSeen(long Size, string? Cosignature);

/// <summary>
/// Shows the log's head to the witness, every few hours and so at least once a day, and keeps the countersignature. A
/// witness that is down delays nothing; one that says that the log shows another past is an alarm.
/// </summary>
internal sealed partial class WitnessWorker(
    IServiceScopeFactory scopes, IHttpClientFactory http, CivicSettings settings, IOptions<SigningOptions> options,
    TimeProvider clock, ILogger<WitnessWorker> logger) : BackgroundService
{
    internal const string Client = "witness";

    /// <summary>While the witness can't be reached.</summary>
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(30);

    private string? Address => options.Value.WitnessAddress
        ?? (settings.IsProduction ? null : settings.AddressOf("trust") + "/witness");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (Address is { } address)
        {
            var done = await TryShowAsync(address, stoppingToken);
            var pause = TimeSpan.FromSeconds(options.Value.WitnessSeconds ?? (settings.IsProduction ? 3600 : 30));
            await Task.Delay(done || pause < Retry ? pause : Retry, clock, stoppingToken);
        }
    }

    /// <returns>Whether the witness has seen the log as it is.</returns>
    internal async Task<bool> TryShowAsync(string address, CancellationToken cancellation)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await ShowAsync(address, scope.ServiceProvider, cancellation);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or DbUpdateException
            || (e is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            LogNotReached(e.GetType().Name);
            return false;
        }
    }

    private async Task<bool> ShowAsync(string address, IServiceProvider services, CancellationToken cancellation)
    {
        var log = services.GetRequiredService<IssuanceLog>();
        using var witness = http.CreateClient(Client);
        var seen = await witness.GetFromJsonAsync<WitnessSeen>(address, cancellation);
        var size = await log.SizeAsync(cancellation);
        if (seen is null || seen.Size > size)
        {
            // Somebody has taken entries away, or this is another log's witness.
            LogForked(size, seen?.Size ?? 0);
            return false;
        }

        var database = services.GetRequiredService<SigningDatabase>();
        if (seen.Size == size && (size == 0 || await database.WitnessedHeads.AnyAsync(
            h => h.Size == size, cancellation)))
        {
            return true;
        }

        var (head, signed) = await services.GetRequiredService<TreeHeads>().SignAsync(size, cancellation);
        using var answer = await witness.PostAsJsonAsync($"{address}/heads", new
        {
            treeHead = signed,
            first = seen.Size,
            consistency = Receipts.Encode(await log.ConsistencyAsync(seen.Size, size, cancellation)),
        }, cancellation);
        if (answer.StatusCode == HttpStatusCode.UnprocessableEntity)
        {
            LogForked(size, seen.Size);
            return false;
        }

        // Another replica was faster; its head is as good.
        if (answer.StatusCode == HttpStatusCode.Conflict)
        {
            return true;
        }

        answer.EnsureSuccessStatusCode();
        var given = await answer.Content.ReadFromJsonAsync<WitnessSeen>(cancellation);
        if (given?.Cosignature is not { } cosignature
            || !await new WitnessKeys(database, witness, clock).HaveSignedAsync(
                address, cosignature, head, cancellation))
        {
            LogNotCountersigned(size);
            return false;
        }

        return await KeepAsync(database, head, signed, cosignature, cancellation);
    }

    private async Task<bool> KeepAsync(SigningDatabase database, TreeHead head, string signed, string cosignature,
        CancellationToken cancellation)
    {
        database.WitnessedHeads.Add(new WitnessedHead
        {
            Size = head.Size,
            Root = Base64UrlEncoder.DecodeBytes(head.Root),
            TreeHead = signed,
            Cosignature = cosignature,
            WitnessedAt = clock.GetUtcNow(),
        });
        await database.SaveChangesAsync(cancellation);
        return true;
    }

    [LoggerMessage(LogLevel.Warning, "The witness can't be reached ({Why}); it is asked again")]
    private partial void LogNotReached(string why);

    [LoggerMessage(LogLevel.Error,
        "The witness answered for the head of {Size} entries without a countersignature of its own key over it")]
    private partial void LogNotCountersigned(long size);

    [LoggerMessage(LogLevel.Critical,
        "The witness does not accept the log: its head of {Size} entries does not continue the one of {Seen} it saw")]
    private partial void LogForked(long size, long seen);
}
