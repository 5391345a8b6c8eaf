using System.Formats.Asn1;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Civic.Shared.Hosting;
using Civic.Signing.Cms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Civic.Signing.Timestamps;

/// <summary>What came of asking for a time stamp.</summary>
internal abstract record TimestampAnswer
{
    private TimestampAnswer()
    {
    }

    /// <summary>Checked against nonce, imprint, purpose and trust roots.</summary>
    internal sealed record Granted(ReadOnlyMemory<byte> Token, DateTimeOffset Time, KnownAuthority Authority)
        : TimestampAnswer;

    internal sealed record Unavailable(string Why) : TimestampAnswer;
}

/// <summary>
/// Asks the time-stamp service (RFC 3161), briefly and at most three times, over connections that stay open.
/// </summary>
internal sealed partial class TimestampClient : IDisposable
{
    private static readonly MediaTypeHeaderValue QueryType = new("application/timestamp-query");

    private readonly HttpClient _http;
    private readonly Uri _address;
    private readonly TimestampJudge _judge;
    private readonly ILogger<TimestampClient> _logger;
    private readonly ResiliencePipeline<TimestampAnswer> _attempts;

    /// <param name="address">Of the service.</param>
    /// <param name="timeout">Of one attempt.</param>
    /// <param name="judge">Checks what it answers.</param>
    /// <param name="logger">Told why an attempt failed.</param>
    public TimestampClient(Uri address, TimeSpan timeout, TimestampJudge judge, ILogger<TimestampClient> logger)
    {
        (_address, _judge, _logger) = (address, judge, logger);
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _attempts = new ResiliencePipelineBuilder<TimestampAnswer>()
            .AddRetry(new RetryStrategyOptions<TimestampAnswer>
            {
                MaxRetryAttempts = 2,
                Delay = TimeSpan.FromMilliseconds(100),
                BackoffType = DelayBackoffType.Exponential,
                ShouldHandle = new PredicateBuilder<TimestampAnswer>()
                    .HandleResult(a => a is TimestampAnswer.Unavailable)
                    .Handle<HttpRequestException>().Handle<TimeoutRejectedException>().Handle<IOException>(),
            })
            .AddTimeout(timeout)
            .Build();
    }

    internal static TimestampClient Make(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<SigningOptions>>().Value;
        return new TimestampClient(
            new Uri(options.TimestampAddressIn(services.GetRequiredService<CivicSettings>())),
            TimeSpan.FromMilliseconds(options.TimestampTimeoutMs), services.GetRequiredService<TimestampJudge>(),
            services.GetRequiredService<ILogger<TimestampClient>>());
    }

    /// <summary>A time stamp over what has this digest.</summary>
    internal async Task<TimestampAnswer> StampAsync(
        byte[] digest, HashAlgorithmName hash, CancellationToken cancellation)
    {
        try
        {
            return await _attempts.ExecuteAsync(
                static (asked, token) => asked.Client.AskAsync(asked.Digest, asked.Hash, token),
                (Client: this, Digest: digest, Hash: hash), cancellation);
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutRejectedException or IOException)
        {
            return Failed(e.GetType().Name);
        }
    }

    public void Dispose() => _http.Dispose();

    private async ValueTask<TimestampAnswer> AskAsync(
        byte[] digest, HashAlgorithmName hash, CancellationToken cancellation)
    {
        var nonce = RandomNumberGenerator.GetBytes(8);
        nonce[0] = (byte)((nonce[0] & 0x7F) | 0x40);
        var question = new TimestampQuestion(digest, hash, nonce);
        using var content = new ByteArrayContent(Encode(question));
        content.Headers.ContentType = QueryType;
        using var answer = await _http.PostAsync(_address, content, cancellation);
        return answer.IsSuccessStatusCode
            ? Read(await answer.Content.ReadAsByteArrayAsync(cancellation), question)
            : Failed($"status {(int)answer.StatusCode}");
    }

    private TimestampAnswer Read(byte[] reply, TimestampQuestion question)
    {
        if (TokenOf(reply) is not { } bytes)
        {
            return Failed("no token");
        }

        var (token, authority, fault) = _judge.Judge(bytes, question);
        return fault is null
            ? new TimestampAnswer.Granted(bytes, token!.Time, authority!)
            : Failed(fault);
    }

    private TimestampAnswer.Unavailable Failed(string why)
    {
        LogFailed(why);
        return new TimestampAnswer.Unavailable(why);
    }

    /// <summary>
    /// RFC 3161 2.4.2: the token of a reply whose status is granted (0) or granted with modifications (1).
    /// </summary>
    private static ReadOnlyMemory<byte>? TokenOf(byte[] reply)
    {
        try
        {
            var response = new AsnReader(reply, AsnEncodingRules.BER).ReadSequence();
            return response.ReadSequence().ReadInteger() <= 1 && response.HasData ? response.ReadEncodedValue() : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    private static byte[] Encode(TimestampQuestion question)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(CmsNames.OidOf(question.Hash));
                }

                writer.WriteOctetString(question.Imprint);
            }

            writer.WriteInteger(question.Nonce);
            writer.WriteBoolean(true);
        }

        return writer.Encode();
    }

    [LoggerMessage(LogLevel.Warning, "A time stamp was not to be had: {Why}")]
    private partial void LogFailed(string why);
}
