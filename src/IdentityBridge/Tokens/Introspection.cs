using Civic.IdentityBridge.RelyingParties;
using Civic.Shared.Hosting;
using Civic.Shared.SignIn;

namespace Civic.IdentityBridge.Tokens;

/// <summary>
/// POST /introspect (RFC 7662): whether an access token stands, said to its own client and to the service that it is
/// for; to anybody else every token is unknown. Signed where asked (RFC 9701).
/// </summary>
internal sealed class Introspection(
    CallerProofs proofs, OwnTokens tokens, TokenWriter writer, CivicSettings settings, TimeProvider clock)
{
    private const string SignedType = "application/token-introspection+jwt";

    internal async Task<IResult> HandleAsync(HttpContext http)
    {
        var (caller, form, why) = await proofs.ProveAndSpendAsync(http);
        if (caller is null)
        {
            return OAuthErrors.Answer(why!);
        }

        var said = await AboutAsync(caller.Client, form["token"].ToString(), http.RequestAborted);
        if (!http.Request.Headers.Accept.ToString().Contains(SignedType, StringComparison.OrdinalIgnoreCase))
        {
            return Results.Json(said);
        }

        // RFC 9701 §5: the audience is the asker, and the answer never passes for a token itself.
        var claims = new Dictionary<string, object>
        {
            ["iss"] = settings.OwnAddress,
            ["aud"] = caller.Client.ClientId,
            ["iat"] = clock.GetUtcNow().ToUnixTimeSeconds(),
            ["token_introspection"] = said,
        };
        return Results.Text(
            await writer.SignStatementAsync("token-introspection+jwt", claims, http.RequestAborted), SignedType);
    }

    private async Task<Dictionary<string, object>> AboutAsync(
        RelyingParty asker, string token, CancellationToken cancellation)
    {
        if (await tokens.FindAsync(token, cancellation) is not { } found
            || (found.Text(BridgeClaims.ClientId) != asker.ClientId && found.Text("aud") != asker.Resource))
        {
            return new() { ["active"] = false };
        }

        var said = new Dictionary<string, object>
        {
            ["active"] = true,
            ["iss"] = found.Text("iss"),
            ["sub"] = found.Text("sub"),
            ["aud"] = found.Text("aud"),
            ["client_id"] = found.Text(BridgeClaims.ClientId),
            ["scope"] = found.Text(BridgeClaims.Scope),
            ["jti"] = found.Text("jti"),
            ["iat"] = found.Token.Number("iat")!.Value,
            ["exp"] = found.Token.Number("exp")!.Value,
            ["token_type"] = "Bearer",
        };
        if (found.Thumbprint is { } thumbprint)
        {
            said["token_type"] = "DPoP";
            said[BridgeClaims.Confirmation] = new Dictionary<string, object> { ["jkt"] = thumbprint };
        }

        if (found.Token.Payload.TryGetProperty(BridgeClaims.Actor, out var actor))
        {
            said[BridgeClaims.Actor] = actor.Clone();
        }

        return said;
    }
}
