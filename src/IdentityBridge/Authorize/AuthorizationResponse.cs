using Civic.Shared.Hosting;
using Microsoft.AspNetCore.WebUtilities;

namespace Civic.IdentityBridge.Authorize;

/// <summary>The answer to a client at its verified redirect address, always with iss (RFC 9207).</summary>
internal static class AuthorizationResponse
{
    internal static string WithCode(AuthorizationRequest request, string issuer, string code) =>
        Compose(request, issuer, ("code", code));

    internal static string WithError(AuthorizationRequest request, string issuer, string error) =>
        Compose(request, issuer, ("error", error), ("error_description", $"correlation {Correlation.Current}"));

    private static string Compose(
        AuthorizationRequest request, string issuer, params ReadOnlySpan<(string Name, string Value)> answer)
    {
        var query = new Dictionary<string, string?>();
        foreach (var (name, value) in answer)
        {
            query[name] = value;
        }

        if (request.State is { } state)
        {
            query["state"] = state;
        }

        query["iss"] = issuer;
        return QueryHelpers.AddQueryString(request.RedirectUri, query);
    }
}
