using Civic.Shared.Hosting;
using Microsoft.AspNetCore.WebUtilities;

namespace Civic.Vneid.Authorize;

/// <summary>Addresses that lead back to the client.</summary>
internal static class Answers
{
    internal static string WithCode(LoginRequest request, CivicSettings settings, string code) =>
        Compose(request, settings, "code", code);

    internal static string WithError(LoginRequest request, CivicSettings settings, string error) =>
        Compose(request, settings, "error", error);

    private static string Compose(LoginRequest request, CivicSettings settings, string name, string value) =>
        QueryHelpers.AddQueryString(request.RedirectUri, new Dictionary<string, string?>
        {
            [name] = value,
            ["state"] = request.State,
            ["iss"] = settings.OwnAddress,
        });
}
