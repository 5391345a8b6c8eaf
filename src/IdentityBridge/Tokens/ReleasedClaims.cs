using System.Text.Json;
using Civic.IdentityBridge.Consent;
using Civic.IdentityBridge.Storage;
using Civic.Shared.SignIn;

namespace Civic.IdentityBridge.Tokens;

/// <summary>The claims that a grant released, read back from their protected form.</summary>
internal static class ReleasedClaims
{
    internal const string GrantId = "grant_id";

    internal static Released Of(AuthorizationGrant grant, ReleaseContext context)
    {
        using var document = JsonDocument.Parse(context.Protector.Unprotect(grant.Claims));
        var root = document.RootElement;
        // Before claims could be asked for one by one, a grant was one list for both answers.
        return root.TryGetProperty(nameof(Released.Both), out var both)
            ? new(Read(both), Read(root.GetProperty(nameof(Released.IdToken))),
                Read(root.GetProperty(nameof(Released.UserInfo))))
            : new(Read(root), [], []);
    }

    /// <summary>Two parts as one answer; what both hold is the same.</summary>
    internal static Dictionary<string, object> With(
        this IEnumerable<KeyValuePair<string, object>> both, Dictionary<string, object> own)
    {
        var answer = new Dictionary<string, object>(own);
        foreach (var (claim, value) in both)
        {
            answer[claim] = value;
        }

        return answer;
    }

    private static Dictionary<string, object> Read(JsonElement claims) =>
        claims.EnumerateObject().ToDictionary(c => c.Name, c => Plain(c.Value));

    /// <summary>What an access token says about the login, and the grant that it belongs to.</summary>
    internal static Dictionary<string, object> AboutTheLogin(
        AuthorizationGrant grant, Dictionary<string, object> claims)
    {
        string[] kept = [BridgeClaims.Subject, BridgeClaims.Actor, BridgeClaims.Acr, BridgeClaims.AuthTime];
        var about = claims.Where(c => kept.Contains(c.Key)).ToDictionary();
        about[GrantId] = grant.GrantId!;
        return about;
    }

    private static object Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetInt64(),
        _ => value.Clone(),
    };
}
