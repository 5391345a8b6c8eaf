using System.Text.Json;
using Civic.IdentityBridge.Storage;
using Civic.Shared.Audit;
using Civic.Shared.Hosting;
using Civic.Shared.SignIn;
using Civic.Shared.SignIn.Dpop;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Civic.IdentityBridge.RelyingParties;

/// <summary>A client proved itself, or it did not.</summary>
internal abstract record ClientProof
{
    private ClientProof()
    {
    }

    internal sealed record Proved(RelyingParty Client) : ClientProof;

    internal sealed record NotProved(Refusal Why) : ClientProof;
}

/// <summary>
/// private_key_jwt (RFC 7523 §3) and nothing else: ES256 or PS256, iss = sub = client_id, aud the issuer alone
/// as one text (FAPI 2.0 security profile §5.3.2.1), short-lived, its jti used once across all replicas.
/// </summary>
internal sealed class ClientAuthentication(
    ClientRegistry registry, ClientKeys keys, IdentityDbContext database, ReplayMarks marks, CivicSettings settings,
    TimeProvider clock)
{
    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /// <summary>FAPI 2.0 security profile §5.4.1.</summary>
    internal static readonly string[] SigningAlgorithms =
        [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSsaPssSha256];

    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(5);

    internal async Task<ClientProof> ProveAsync(HttpContext http, IFormCollection form, CancellationToken cancellation)
    {
        if (form.ContainsKey("client_secret") || http.Request.Headers.ContainsKey("Authorization"))
        {
            return No("Clients authenticate with private_key_jwt only.");
        }

        if (form["client_assertion_type"] != AssertionType
            || form["client_assertion"] is not [{ Length: > 0 } assertion])
        {
            return No("A client_assertion of type jwt-bearer is missing.");
        }

        if (form["client_id"] is not [{ } clientId] || registry.Find(clientId) is not { } client)
        {
            return No("The client_id is missing or unknown.");
        }

        var refused = await CheckAsync(client, assertion, cancellation);
        if (refused is null)
        {
            return new ClientProof.Proved(client);
        }

        database.Audit(clock, client.ClientId, "client.authentication", client.ClientId, refused);
        await database.SaveChangesAsync(cancellation);
        return No(refused);
    }

    private static ClientProof.NotProved No(string why) => new(new Refusal(OAuthErrors.InvalidClient, why));

    /// <summary>Null where the assertion stands.</summary>
    private async Task<string?> CheckAsync(RelyingParty client, string assertion, CancellationToken cancellation)
    {
        IReadOnlyList<SecurityKey> candidates;
        try
        {
            candidates = await keys.FindAsync(client, JwtChecks.KeyIdOf(assertion), cancellation);
        }
        catch (HttpRequestException)
        {
            return "The client's jwks_uri could not be read.";
        }

        var now = clock.GetUtcNow();
        var result = await JwtChecks.ValidateAsync(
            assertion, client.ClientId, settings.OwnAddress, [], candidates, now, SigningAlgorithms);
        if (!result.IsValid || result.SecurityToken is not JsonWebToken token)
        {
            return "The client_assertion is forged, expired, or not for this issuer.";
        }

        if (token.Subject != client.ClientId || !IsOneText(token, "aud"))
        {
            return "The client_assertion needs sub = client_id, and aud = the issuer as one text.";
        }

        if (token.ValidTo > (now + LongestLife).UtcDateTime || token.Id is not { Length: > 0 and <= 200 })
        {
            return "The client_assertion needs a jti and may live five minutes at most.";
        }

        return await marks.IsFirstAsync(
            "client-assertion", $"{client.ClientId}\n{token.Id}", new DateTimeOffset(token.ValidTo, TimeSpan.Zero),
            cancellation)
            ? null
            : "The client_assertion was used before; make a new one for each request.";
    }

    /// <summary>Read from the bytes: the token class makes a list of a single aud.</summary>
    private static bool IsOneText(JsonWebToken token, string claim)
    {
        using var payload = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.EncodedPayload));
        return payload.RootElement.TryGetProperty(claim, out var value) && value.ValueKind == JsonValueKind.String;
    }
}
