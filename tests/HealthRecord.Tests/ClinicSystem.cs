using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Civic.Shared.SignIn;
using Civic.Shared.SignIn.Dpop;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Civic.HealthRecord.Tests;

/// <summary>
/// A clinic's own system: client credentials by private_key_jwt, then FHIR calls in a clinician's name.
/// </summary>
internal sealed class ClinicSystem(string facility, string issuer, string health, HttpClient http, TimeProvider clock)
    : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly DpopProofs _proofs = new(EcKeys.Generate(), clock);

    internal string ClientId => $"clinic-{facility}";

    internal string Facility => facility;

    internal string Clinician { get; init; } = "Quách Văn Lành";

    internal object Metadata()
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        return new Dictionary<string, object>
        {
            ["client_id"] = ClientId,
            ["client_name"] = "Phòng khám thử",
            ["grant_types"] = new[] { "client_credentials" },
            ["token_endpoint_auth_method"] = "private_key_jwt",
            ["scope"] = "health.summary.read",
            ["facility_code"] = facility,
            ["jwks"] = new
            {
                keys = new[]
                {
                    new
                    {
                        kty = "EC",
                        crv = "P-256",
                        kid = "1",
                        use = "sig",
                        alg = "ES256",
                        x = Base64UrlEncoder.Encode(point.X),
                        y = Base64UrlEncoder.Encode(point.Y),
                    },
                },
            },
        };
    }

    internal async Task<string> TokenAsync()
    {
        using var answer = await _proofs.SendAsync(
            http,
            () => new HttpRequestMessage(HttpMethod.Post, issuer + "/token") { Content = TokenRequest() },
            null,
            CancellationToken.None
        );
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return body.TryGetProperty("access_token", out var token)
            ? token.GetString()!
            : throw new InvalidOperationException(body.GetRawText());
    }

    private FormUrlEncodedContent TokenRequest()
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var assertion = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            new SecurityTokenDescriptor
            {
                Claims = new Dictionary<string, object>
                {
                    ["iss"] = ClientId,
                    ["sub"] = ClientId,
                    ["aud"] = issuer,
                    ["jti"] = Guid.NewGuid().ToString(),
                    ["iat"] = now,
                    ["exp"] = now + 60,
                },
                SigningCredentials = new(new ECDsaSecurityKey(_key) { KeyId = "1" }, SecurityAlgorithms.EcdsaSha256),
            }
        );
        return new FormUrlEncodedContent(
            new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["scope"] = "health.summary.read",
                ["client_id"] = ClientId,
                ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                ["client_assertion"] = assertion,
            }
        );
    }

    internal Task<FhirAnswer> SummaryOfAsync(string number, string purpose = "TREAT") =>
        SendAsync(
            HttpMethod.Post,
            "/fhir/Patient/$summary",
            new StringContent(
                $$"""{"resourceType":"Parameters","parameter":[{"name":"identifier","valueString":"{{number}}"}]}""",
                Encoding.UTF8,
                "application/fhir+json"
            ),
            purpose
        );

    internal Task<FhirAnswer> SearchAsync(string number) =>
        SendAsync(
            HttpMethod.Post,
            "/fhir/Patient/_search",
            new FormUrlEncodedContent(new Dictionary<string, string> { ["identifier"] = number }),
            "TREAT"
        );

    internal Task<FhirAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null, "TREAT");

    private async Task<FhirAnswer> SendAsync(HttpMethod method, string path, HttpContent? content, string purpose)
    {
        var bytes = content is null ? null : await content.ReadAsByteArrayAsync();
        HttpRequestMessage Request()
        {
            var request = new HttpRequestMessage(method, health + path)
            {
                Content = bytes is null
                    ? null
                    : new ByteArrayContent(bytes) { Headers = { ContentType = content!.Headers.ContentType } },
            };
            request.Headers.Add("Civic-Clinician", Uri.EscapeDataString(Clinician));
            if (purpose.Length > 0)
            {
                request.Headers.Add("Civic-Purpose", purpose);
            }

            return request;
        }

        using var answer = await _proofs.SendAsync(http, Request, await TokenAsync(), CancellationToken.None);
        return new(
            (int)answer.StatusCode,
            answer.Content.Headers.ContentType?.MediaType,
            await answer.Content.ReadAsByteArrayAsync()
        );
    }

    public void Dispose() => _key.Dispose();
}

internal sealed record FhirAnswer(int Status, string? MediaType, byte[] Body)
{
    internal string Text => Encoding.UTF8.GetString(Body);

    internal JsonElement Json => JsonDocument.Parse(Body).RootElement;

    internal string ResourceType => Json.GetProperty("resourceType").GetString()!;

    internal string IssueCode => Json.GetProperty("issue")[0].GetProperty("code").GetString()!;

    /// <summary>A section of the composition by its LOINC code.</summary>
    internal JsonElement Section(string loinc) =>
        Json.GetProperty("entry")[0]
            .GetProperty("resource")
            .GetProperty("section")
            .EnumerateArray()
            .Single(s => s.GetProperty("code").GetProperty("coding")[0].GetProperty("code").GetString() == loinc);

    internal string? EmptyReason(string loinc) =>
        Section(loinc).TryGetProperty("emptyReason", out var reason)
            ? reason.GetProperty("coding")[0].GetProperty("code").GetString()
            : null;
}
