using System.Text.Json;
using Civic.IdentityBridge.Consent;
using Civic.IdentityBridge.Storage;

namespace Civic.IdentityBridge.Tokens;

/// <summary>The claims that a grant released, read back from their protected form.</summary>
internal static class ReleasedClaims
{
    internal static Dictionary<string, object> Of(AuthorizationGrant grant, ReleaseContext context) =>
        JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(context.Protector.Unprotect(grant.Claims))!
            .ToDictionary(c => c.Key, c => Plain(c.Value));

    private static object Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetInt64(),
        JsonValueKind.Array => value.EnumerateArray().Select(e => e.GetString()!).ToArray(),
        _ => throw new System.Diagnostics.UnreachableException("A claim is a text, a number or an array of texts."),
    };
}
