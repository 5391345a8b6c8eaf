using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Configuration;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Civic.HealthRecord.Sources;

/// <summary>A body as it came, or why none came.</summary>
internal readonly record struct SourceReply(byte[] Body, SourceFailure? Failure);

/// <summary>
/// One way to every source: each attempt has its time, a failed one is tried again twice with growing pauses. Look-ups
/// change nothing, so asking again is harmless.
/// </summary>
internal sealed class SourceChannel(IHttpClientFactory clients, IConfiguration configuration)
{
    internal const string ClientName = "health-sources";

    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline = Pipeline(
        TimeSpan.FromMilliseconds(configuration.GetValue("Civic:Health:Sources:TimeoutMs", 2_500)));

    internal async Task<SourceReply> PostAsync<T>(
        string address, T body, JsonTypeInfo<T> shape, CancellationToken cancellation)
    {
        try
        {
            using var response = await _pipeline.ExecuteAsync(
                async token => await SendAsync(address, body, shape, token), cancellation);
            return response.IsSuccessStatusCode
                ? new(await response.Content.ReadAsByteArrayAsync(cancellation), null)
                : new([], response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
                    ? SourceFailure.Refused
                    : SourceFailure.Failed);
        }
        catch (TimeoutRejectedException)
        {
            return new([], SourceFailure.TimedOut);
        }
        catch (HttpRequestException)
        {
            return new([], SourceFailure.Failed);
        }
    }

    private async Task<HttpResponseMessage> SendAsync<T>(
        string address, T body, JsonTypeInfo<T> shape, CancellationToken cancellation)
    {
        var client = clients.CreateClient(ClientName);
        using var content = JsonContent.Create(body, shape);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        // The body is read within the attempt, so that a slow or cut one counts as failed and is asked for again.
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellation);
        return response;
    }

    private static ResiliencePipeline<HttpResponseMessage> Pipeline(TimeSpan perAttempt) =>
        new ResiliencePipelineBuilder<HttpResponseMessage>()
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = 2,
                Delay = TimeSpan.FromMilliseconds(150),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = new PredicateBuilder<HttpResponseMessage>()
                    .Handle<HttpRequestException>().Handle<TimeoutRejectedException>()
                    .HandleResult(r => (int)r.StatusCode >= 500),
            })
            .AddTimeout(perAttempt)
            .Build();
}
