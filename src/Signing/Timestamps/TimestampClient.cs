using System.Formats.Asn1;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Civic.Shared.Hosting;
using Civic.Signing.Cms;
using Civic.Signing.Keys;
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
    internal sealed record Granted(ReadOnlyMemory<byte> Token, DateTimeOffset Time, string Source) : TimestampAnswer;

    internal sealed record Unavailable(string Why) : TimestampAnswer;
}

/// <summary>Asks the time-stamp service (RFC 3161), briefly and at most three times.</summary>
internal sealed partial class TimestampClient
{
    internal const string Client = "timestamps";

    private readonly IHttpClientFactory _http;
    private readonly TrustAnchors _anchors;
    private readonly ILogger<TimestampClient> _logger;
    private readonly Uri _address;
    private readonly ResiliencePipeline<TimestampAnswer> _attempts;

    public TimestampClient(IHttpClientFactory http, TrustAnchors anchors, CivicSettings settings,
        IOptions<SigningOptions> options, ILogger<TimestampClient> logger)
    {
        (_http, _anchors, _logger) = (http, anchors, logger);
        _address = new Uri(options.Value.TimestampAddressIn(settings));
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
            .AddTimeout(TimeSpan.FromMilliseconds(options.Value.TimestampTimeoutMs))
            .Build();
    }

    /// <summary>A time stamp over the bytes.</summary>
    internal async Task<TimestampAnswer> StampAsync(byte[] data, CancellationToken cancellation)
    {
        var imprint = SHA256.HashData(data);
        try
        {
            return await _attempts.ExecuteAsync(async token => await AskAsync(imprint, token), cancellation);
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutRejectedException or IOException)
        {
            return Failed(e.GetType().Name);
        }
    }

    private async Task<TimestampAnswer> AskAsync(byte[] imprint, CancellationToken cancellation)
    {
        var nonce = RandomNumberGenerator.GetBytes(8);
        nonce[0] = (byte)((nonce[0] & 0x7F) | 0x40);
        using var client = _http.CreateClient(Client);
        using var content = new ByteArrayContent(Request(imprint, nonce));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/timestamp-query");
        using var answer = await client.PostAsync(_address, content, cancellation);
        return answer.IsSuccessStatusCode
            ? Judge(await answer.Content.ReadAsByteArrayAsync(cancellation), imprint, nonce)
            : Failed($"status {(int)answer.StatusCode}");
    }

    private TimestampAnswer Judge(byte[] reply, byte[] imprint, byte[] nonce)
    {
        if (TokenOf(reply) is not { } bytes || TimestampToken.TryRead(bytes) is not { } token)
        {
            return Failed("no token");
        }

        if (token.Nonce is null || !token.Nonce.AsSpan().SequenceEqual(nonce)
            || token.ImprintHash != HashAlgorithmName.SHA256 || !token.Imprint.AsSpan().SequenceEqual(imprint))
        {
            return Failed("another request's token");
        }

        var fault = token.CheckHashed(_anchors);
        return fault == TimestampFault.None
            ? new TimestampAnswer.Granted(bytes, token.Time, token.AuthorityName)
            : Failed(fault.ToString());
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

    private static byte[] Request(byte[] imprint, byte[] nonce)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(CmsNames.Sha256);
                }

                writer.WriteOctetString(imprint);
            }

            writer.WriteInteger(nonce);
            writer.WriteBoolean(true);
        }

        return writer.Encode();
    }

    [LoggerMessage(LogLevel.Warning, "A time stamp was not to be had: {Why}")]
    private partial void LogFailed(string why);
}
