using System.Text.Json;
using Civic.IdentityBridge.RelyingParties;
using Civic.Shared.Hosting;
using Civic.Shared.SignIn;
using Microsoft.Extensions.Primitives;

namespace Civic.IdentityBridge.Authorize;

/// <summary>
/// Signed request objects in a pushed request (RFC 9101, RFC 9126 §3, FAPI 2.0 Message Signing §5.3.1): where one is
/// sent, its claims are the request and nothing beside it counts.
/// </summary>
internal sealed class RequestObjects(ClientKeys keys, CivicSettings settings, TimeProvider clock)
{
    private const string Parameter = "request";
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(60);
    private static readonly string[] Types = ["oauth-authz-req+jwt", "JWT"];

    /// <summary>Claims about the object itself.</summary>
    private static readonly string[] AboutItself = ["iss", "aud", "exp", "nbf", "iat", "jti", "sub"];

    internal async Task<(IFormCollection? Request, Refusal? Why)> ReadAsync(
        RelyingParty client, IFormCollection form, CancellationToken cancellation)
    {
        if (!form.ContainsKey(Parameter))
        {
            return (form, null);
        }

        var encoded = form[Parameter].ToString();
        if (StrictJws.TryRead(encoded) is not { } jws || !HasGoodType(jws) || !HasGoodTimes(jws)
            || !await IsSignedAsync(client, encoded, cancellation))
        {
            return Wrong("The request object is malformed, not signed by the client, not for this issuer, or not now.");
        }

        if (jws.Payload.TryGetProperty(Parameter, out _) || jws.Payload.TryGetProperty("request_uri", out _)
            || (jws.Payload.TryGetProperty("client_id", out var id) && id.ToString() != client.ClientId))
        {
            return Wrong("The request object names another client or another request.");
        }

        return (new FormCollection(jws.Payload.EnumerateObject().Where(c => !AboutItself.Contains(c.Name))
            .ToDictionary(c => c.Name, c => new StringValues(Text(c.Value)))), null);
    }

    private static (IFormCollection?, Refusal?) Wrong(string why) =>
        (null, new Refusal(OAuthErrors.InvalidRequestObject, why));

    private static string Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static bool HasGoodType(StrictJws jws) =>
        !jws.Header.TryGetProperty("typ", out var type) || Types.Contains(type.ToString());

    /// <summary>FAPI 2.0 Message Signing §5.3.1: nbf no older than an hour, exp within an hour of it.</summary>
    private bool HasGoodTimes(StrictJws jws)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var longest = (long)Longest.TotalSeconds;
        return jws.Payload.TryGetProperty("nbf", out var from) && from.TryGetInt64(out var nbf)
            && jws.Payload.TryGetProperty("exp", out var to) && to.TryGetInt64(out var exp)
            && nbf > now - longest && exp - nbf <= longest;
    }

    private async Task<bool> IsSignedAsync(RelyingParty client, string encoded, CancellationToken cancellation)
    {
        try
        {
            var candidates = await keys.FindAsync(client, JwtChecks.KeyIdOf(encoded), cancellation);
            return (await JwtChecks.ValidateAsync(
                encoded, client.ClientId, settings.OwnAddress, [], candidates, clock.GetUtcNow(),
                ClientAuthentication.SigningAlgorithms)).IsValid;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
