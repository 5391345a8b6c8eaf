using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Civic.Shared.SignIn.Dpop;

/// <summary>The key to which an access token is bound (cnf.jkt, RFC 9449 §6.1).</summary>
public static class DpopBinding
{
    /// <summary>The thumbprint; null where the token is bound to none.</summary>
    public static string? Of(JsonWebToken token) =>
        token.TryGetPayloadValue<JsonElement>(BridgeClaims.Confirmation, out var confirmation)
        && confirmation.ValueKind == JsonValueKind.Object
            ? StrictJws.TextOf(confirmation, "jkt")
            : null;
}
