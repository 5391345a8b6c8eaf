using Civic.IdentityBridge.Tokens;
using Civic.Shared.Hosting;
using Microsoft.AspNetCore.WebUtilities;

namespace Civic.IdentityBridge.Authorize;

/// <summary>
/// The answer to a client at its verified redirect address, always with iss (RFC 9207); signed as a whole where the
/// client asked for it (JARM, FAPI 2.0 Message Signing §5.4).
/// </summary>
internal sealed class AuthorizationResponses(TokenWriter tokens, CivicSettings settings, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    internal Task<string> WithCodeAsync(AuthorizationRequest request, string code, CancellationToken cancellation) =>
        ComposeAsync(request, new() { ["code"] = code }, cancellation);

    internal Task<string> WithErrorAsync(AuthorizationRequest request, string error, CancellationToken cancellation) =>
        ComposeAsync(
            request,
            new() { ["error"] = error, ["error_description"] = $"correlation {Correlation.Current}" },
            cancellation);

    private async Task<string> ComposeAsync(
        AuthorizationRequest request, Dictionary<string, string?> answer, CancellationToken cancellation)
    {
        if (request.State is { } state)
        {
            answer["state"] = state;
        }

        answer["iss"] = settings.OwnAddress;
        if (!request.SignedResponse)
        {
            return QueryHelpers.AddQueryString(request.RedirectUri, answer);
        }

        var claims = answer.ToDictionary(a => a.Key, object (a) => a.Value!);
        claims["aud"] = request.ClientId;
        claims["exp"] = (clock.GetUtcNow() + Lifetime).ToUnixTimeSeconds();
        return QueryHelpers.AddQueryString(
            request.RedirectUri, "response", await tokens.SignStatementAsync("JWT", claims, cancellation));
    }
}
