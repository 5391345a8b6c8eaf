using System.Net.Http.Headers;
using System.Text.Json;
using System.Threading.Channels;
using Civic.Payments.Orders;
using Civic.Sandbox;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Civic.Payments.Notifications;

/// <summary>
/// Tells merchants, signed, and tries again until they take it. Scenario kinds on the route "/notify": duplicate (sent
/// twice), slow-body (sent after delayMs), partial-match (half the amount), timeout (never sent).
/// </summary>
internal sealed partial class Notifier(
    NotificationKey key,
    IHttpClientFactory clients,
    ScenarioControl control,
    ILogger<Notifier> logger
) : BackgroundService
{
    private const string Route = "/notify";
    private const int Tries = 6;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(300);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly Channel<Notice> _notices = Channel.CreateUnbounded<Notice>();

    internal void Announce(Order order)
    {
        var fault = control.Take(
            Route,
            FaultKind.Duplicate,
            FaultKind.SlowBody,
            FaultKind.PartialMatch,
            FaultKind.Timeout
        );
        if (fault?.Kind == FaultKind.Timeout)
        {
            return;
        }

        var state = order.State();
        if (fault?.Kind == FaultKind.PartialMatch)
        {
            state = state with { Amount = state.Amount / 2 };
        }

        var delay =
            fault?.Kind == FaultKind.SlowBody ? TimeSpan.FromMilliseconds(fault.DelayMs ?? 5_000) : TimeSpan.Zero;
        var notice = new Notice(order.Placed.NotifyUrl!, JsonSerializer.SerializeToUtf8Bytes(state, Json), delay);
        _notices.Writer.TryWrite(notice);
        if (fault?.Kind == FaultKind.Duplicate)
        {
            _notices.Writer.TryWrite(notice);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken) =>
        // Each goes its own way, so that one merchant who is down does not hold up the others.
        await Parallel.ForEachAsync(
            _notices.Reader.ReadAllAsync(stoppingToken),
            new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = stoppingToken },
            async (notice, cancel) => await DeliverAsync(notice, cancel)
        );

    private async Task DeliverAsync(Notice notice, CancellationToken cancel)
    {
        await Task.Delay(notice.Delay, cancel);
        for (var (attempt, pause) = (1, FirstPause); attempt <= Tries; attempt++, pause *= 2)
        {
            if (await TrySendAsync(notice, cancel))
            {
                return;
            }

            await Task.Delay(pause, cancel);
        }

        LogGivenUp(Tries);
    }

    private async Task<bool> TrySendAsync(Notice notice, CancellationToken cancel)
    {
        try
        {
            using var http = clients.CreateClient(nameof(Notifier));
            http.Timeout = TimeSpan.FromSeconds(10);
            using var request = new HttpRequestMessage(HttpMethod.Post, notice.Address);
            request.Content = new ByteArrayContent(notice.Body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.Add("Civic-Signature", key.Sign(notice.Body));
            using var answer = await http.SendAsync(request, cancel);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e)
            when (e is HttpRequestException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "A merchant did not take a notification after {Tries} tries")]
    private partial void LogGivenUp(int tries);

    private sealed record Notice(string Address, byte[] Body, TimeSpan Delay);
}
