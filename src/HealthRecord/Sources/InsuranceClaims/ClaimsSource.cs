using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Civic.HealthRecord.Access;
using Civic.Shared.Hosting;
using Civic.Shared.Identity;
using Microsoft.Extensions.Options;
using Answer = Civic.HealthRecord.Sources.SourceAnswer<
    System.Collections.Generic.IReadOnlyList<Civic.HealthRecord.Sources.InsuranceClaims.Episode>
>;

namespace Civic.HealthRecord.Sources.InsuranceClaims;

/// <summary>Asks the insurance gateway for a person's episodes.</summary>
internal sealed class ClaimsSource(
    SourceChannel channel,
    CivicSettings settings,
    IOptions<InsuranceOptions> options,
    TimeProvider clock
)
{
    private const string Accepted = "000";
    private const string TokenRefused = "401";
    private GatewayToken? _token;

    internal async Task<Answer> AskAsync(RecordOwner owner, CancellationToken cancellation)
    {
        var (records, failure) = await LookUpAsync(owner, cancellation);
        if (records?.MaKetQua == TokenRefused)
        {
            // The gateway may forget tokens before they expire; one new one is worth asking for.
            _token = null;
            (records, failure) = await LookUpAsync(owner, cancellation);
        }

        if (failure is { } why)
        {
            return new Answer.NotReached(why);
        }

        return records is { MaKetQua: Accepted } ? Read(records, owner) : new Answer.NotReached(SourceFailure.Refused);
    }

    private async Task<(GatewayRecords?, SourceFailure?)> LookUpAsync(RecordOwner owner, CancellationToken cancellation)
    {
        var (token, failure) = await TokenAsync(cancellation);
        if (token is null)
        {
            return (null, failure);
        }

        var officer = options.Value;
        var reply = await channel.PostAsync(
            settings.AddressOf("registers") + "/health-insurance/records",
            new GatewayLookUp(
                owner.Number.Value,
                owner.Name,
                owner.BirthDate.ToVietnamese(),
                officer.OfficerName,
                officer.OfficerNumber,
                token.AccessToken,
                token.IdToken
            ),
            SourceJson.Default.GatewayLookUp,
            cancellation
        );
        return reply.Failure is { } why ? (null, why) : Decode(reply.Body, SourceJson.Default.GatewayRecords);
    }

    private async Task<(GatewayToken?, SourceFailure?)> TokenAsync(CancellationToken cancellation)
    {
        if (_token is { } known && known.ExpiresAt > clock.GetUtcNow())
        {
            return (known, null);
        }

        var reply = await channel.PostAsync(
            settings.AddressOf("registers") + "/health-insurance/token",
            new GatewayTokenRequest(options.Value.Username, Md5(options.Value.Password)),
            SourceJson.Default.GatewayTokenRequest,
            cancellation
        );
        if (reply.Failure is { } why)
        {
            return (null, why);
        }

        var (answer, failure) = Decode(reply.Body, SourceJson.Default.GatewayTokenReply);
        if (answer is not { MaKetQua: "200", Key: { } key })
        {
            return (null, failure ?? SourceFailure.Refused);
        }

        var expires = clock.GetUtcNow().AddSeconds(Math.Max(0, key.ExpiresIn - 30));
        _token = new GatewayToken(key.AccessToken, key.IdToken, expires);
        return (_token, null);
    }

    private static Answer Read(GatewayRecords records, RecordOwner owner)
    {
        if (records.MaThe != owner.Number.Value)
        {
            return new Answer.NotReached(SourceFailure.WrongPerson);
        }

        if (
            !DateTime.TryParseExact(
                records.DuLieuDen,
                "yyyyMMddHHmmss",
                CultureInfo.InvariantCulture,
                default,
                out var time
            ) || records.DsHoSo is not { } files
        )
        {
            return new Answer.NotReached(SourceFailure.Malformed);
        }

        var asOf = new DateTimeOffset(time, VietnamTime.Offset);
        // A file that was sent again comes twice under one key; the later one in the list stands.
        Dictionary<string, Episode> episodes = new(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var claim = ClaimFile.Parse(Bytes(file.File));
            if (claim is null)
            {
                return new Answer.NotReached(SourceFailure.Malformed);
            }

            if (claim.Person != owner.Number)
            {
                return new Answer.NotReached(SourceFailure.WrongPerson);
            }

            episodes[claim.Episode.Key] = claim.Episode;
        }

        Episode[] shown =
        [
            .. episodes
                .Values.Select(Restricted.Without)
                .OfType<Episode>()
                .OrderByDescending(e => e.Start)
                .ThenBy(e => e.Key, StringComparer.Ordinal),
        ];
        return shown.Length == 0 ? new Answer.NothingOnRecord(asOf) : new Answer.Facts(shown, asOf);
    }

    private static byte[] Bytes(string? base64)
    {
        var buffer = new byte[base64?.Length ?? 0];
        return Convert.TryFromBase64String(base64 ?? "", buffer, out var written) ? buffer[..written] : [];
    }

    private static (T?, SourceFailure?) Decode<T>(
        byte[] body,
        System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> shape
    )
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body, shape) is { } value
                ? (value, null)
                : (null, SourceFailure.Malformed);
        }
        catch (JsonException)
        {
            return (null, SourceFailure.Malformed);
        }
    }

    /// <summary>The gateway's own rule for the password (document 1245/BHXH-CNTT): MD5 as upper-case hex.</summary>
#pragma warning disable CA5351 // The wire format demands it; the channel's protection is TLS.
    private static string Md5(string password) => Convert.ToHexString(MD5.HashData(Encoding.UTF8.GetBytes(password)));
#pragma warning restore CA5351

    private sealed record GatewayToken(string AccessToken, string IdToken, DateTimeOffset ExpiresAt);
}
