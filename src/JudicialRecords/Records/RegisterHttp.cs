using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Xml;
using Civic.Shared.Hosting;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Civic.JudicialRecords.Records;

/// <summary>
/// Asks a register with a time limit per attempt and retries, and turns whatever happens into one of the three answers.
/// Every question is a reading, so asking twice changes nothing.
/// </summary>
internal sealed class RegisterHttp
{
    private const int LargestAnswer = 4 * 1024 * 1024;

    private readonly IHttpClientFactory _clients;
    private readonly RegisterOptions _options;
    private readonly TimeProvider _clock;
    private readonly string _address;
    private readonly ResiliencePipeline<Attempt> _pipeline;

    public RegisterHttp(IHttpClientFactory clients, RegisterOptions options, CivicSettings settings, TimeProvider clock)
    {
        _clients = clients;
        _options = options;
        _clock = clock;
        _address = settings.AddressOf("registers");
        var builder = new ResiliencePipelineBuilder<Attempt> { TimeProvider = clock };
        if (options.Attempts > 1)
        {
            builder.AddRetry(Retry(options));
        }

        _pipeline = builder.AddTimeout(options.AttemptTimeout).Build();
    }

    internal RegisterOptions Options => _options;

    internal DateTimeOffset Now => _clock.GetUtcNow();

    /// <param name="read">Reads a complete 200 body; what it throws for a bad format becomes Malformed.</param>
    internal async Task<RegisterReply<T>> AskAsync<T>(
        RegisterQuestion question,
        Func<RegisterBody, Reading<T>> read,
        CancellationToken cancel
    )
    {
        var (at, started, attempts) = (_clock.GetUtcNow(), _clock.GetTimestamp(), 0);
        Reading<T>? reading = null;
        var reason = UnreachableReason.Failed;
        try
        {
            var outcome = await _pipeline.ExecuteAsync(
                async token =>
                {
                    attempts++;
                    reading = null;
                    var attempt = await SendAsync(question, token);
                    if (attempt.Body is not { } body)
                    {
                        return attempt;
                    }

                    reading = ReadSafely(body, read);
                    return reading is Reading<T>.Unusable bad ? Attempt.Bad(bad.Reason) : attempt;
                },
                cancel
            );
            reason = outcome.Reason;
        }
        catch (TimeoutRejectedException)
        {
            reason = UnreachableReason.Timeout;
        }
        catch (Exception e) when (IsTransport(e))
        {
            reason = UnreachableReason.Failed;
        }

        var name = reading?.OutcomeName ?? Reading<T>.NameOf(reason);
        var took = _clock.GetElapsedTime(started);
        var call = new RegisterCall(question.Id, question.Register, question.Operation, at, took, attempts, name);
        return reading switch
        {
            Reading<T>.Found found => new RegisterReply<T>.Facts(found.Value, question.Source, found.AsOf)
            {
                Call = call,
            },
            Reading<T>.Nothing nothing => new RegisterReply<T>.NothingOnRecord(question.Source, nothing.AsOf)
            {
                Call = call,
            },
            _ => new RegisterReply<T>.Unreachable(reason) { Call = call },
        };
    }

    private Reading<T> ReadSafely<T>(RegisterBody body, Func<RegisterBody, Reading<T>> read)
    {
        try
        {
            var reading = read(body);
            var asOf = reading switch
            {
                Reading<T>.Found found => found.AsOf,
                Reading<T>.Nothing nothing => nothing.AsOf,
                _ => (DateTimeOffset?)null,
            };
            return asOf < body.ReceivedAt - _options.StaleAfter
                ? new Reading<T>.Unusable(UnreachableReason.Stale)
                : reading;
        }
        catch (Exception e) when (e is JsonException or XmlException or FormatException)
        {
            return new Reading<T>.Unusable(UnreachableReason.Malformed);
        }
    }

    private async Task<Attempt> SendAsync(RegisterQuestion question, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _address + question.Path);
        request.Content = new ByteArrayContent(question.Body);
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(question.ContentType);
        foreach (var (name, value) in question.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var http = _clients.CreateClient(nameof(RegisterHttp));
        http.MaxResponseContentBufferSize = LargestAnswer;
        using var answer = await http.SendAsync(request, cancel);
        var bytes = await answer.Content.ReadAsByteArrayAsync(cancel);
        return answer.StatusCode switch
        {
            HttpStatusCode.OK => Attempt.Of(new(bytes, answer.Content.Headers.LastModified, _clock.GetUtcNow())),
            >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests => Attempt.Bad(
                UnreachableReason.Failed
            ),
            _ => Attempt.Bad(UnreachableReason.Refused),
        };
    }

    private static RetryStrategyOptions<Attempt> Retry(RegisterOptions options) =>
        new()
        {
            MaxRetryAttempts = options.Attempts - 1,
            Delay = options.RetryDelay,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            // An answer about somebody else, a stale one or a refusal stays what it is however often it is asked for.
            ShouldHandle = args =>
                ValueTask.FromResult(
                    args.Outcome switch
                    {
                        { Exception: TimeoutRejectedException } => true,
                        { Exception: { } e } => IsTransport(e),
                        { Result.Body: null } outcome => outcome.Result.Reason
                            is UnreachableReason.Failed
                                or UnreachableReason.Malformed,
                        _ => false,
                    }
                ),
        };

    private static bool IsTransport(Exception e) => e is HttpRequestException or IOException;

    private readonly record struct Attempt(RegisterBody? Body, UnreachableReason Reason)
    {
        internal static Attempt Of(RegisterBody body) => new(body, UnreachableReason.Failed);

        internal static Attempt Bad(UnreachableReason reason) => new(null, reason);
    }
}

/// <summary>A question as it goes over the wire. Personal data stand in the body only.</summary>
internal sealed record RegisterQuestion(
    Guid Id,
    string Register,
    string Source,
    string Operation,
    string Path,
    string ContentType,
    byte[] Body
)
{
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];
}

internal sealed record RegisterBody(byte[] Bytes, DateTimeOffset? LastModified, DateTimeOffset ReceivedAt);

/// <summary>What a complete body says.</summary>
internal abstract record Reading<T>
{
    private Reading() { }

    internal string OutcomeName =>
        this switch
        {
            Found => "facts",
            Nothing => "nothing",
            Unusable bad => NameOf(bad.Reason),
            _ => throw new System.Diagnostics.UnreachableException("A reading is one of three."),
        };

    internal static string NameOf(UnreachableReason reason) =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(reason.ToString());

    internal sealed record Found(T Value, DateTimeOffset AsOf) : Reading<T>;

    internal sealed record Nothing(DateTimeOffset AsOf) : Reading<T>;

    internal sealed record Unusable(UnreachableReason Reason) : Reading<T>;
}
