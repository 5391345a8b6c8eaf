using System.Text.Json;
using Civic.IdentityBridge.Consent;
using Civic.IdentityBridge.Storage;
using Civic.Shared.SignIn;

namespace Civic.IdentityBridge.Tokens;

/// <summary>The claims that a grant released, read back from their protected form.</summary>
internal static class ReleasedClaims
{
    internal const string GrantId = "grant_id";

    internal static Dictionary<string, object> Of(AuthorizationGrant grant, ReleaseContext context) =>
        JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(context.Protector.Unprotect(grant.Claims))!
            .ToDictionary(c => c.Key, c => Plain(c.Value));

    /// <summary>What an access token says about the login, and the grant that it belongs to.</summary>
    internal static Dictionary<string, object> AboutTheLogin(
        AuthorizationGrant grant, Dictionary<string, object> claims)
    {
        string[] kept = [BridgeClaims.Subject, BridgeClaims.Acr, BridgeClaims.AuthTime];
        var about = claims.Where(c => kept.Contains(c.Key)).ToDictionary();
        about[GrantId] = grant.GrantId!;
        return about;
    }

    private static object Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetInt64(),
        JsonValueKind.Array => value.EnumerateArray().Select(e => e.GetString()!).ToArray(),
        _ => throw new System.Diagnostics.UnreachableException("A claim is a text, a number or an array of texts."),
    };
}
