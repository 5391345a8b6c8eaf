using Civic.Shared.Hosting;

namespace Civic.IdentityBridge.Upstreams.NationalPortal;

/// <summary>Where the national portal's single sign-on is and who the bridge is there.</summary>
internal sealed record PortalOptions(string Address, string ClientId, string Secret, string CallbackAddress)
{
    internal const string Section = "Civic:Upstreams:portal";

    /// <exception cref="StartupRefusal">The secret is missing.</exception>
    internal static PortalOptions From(CivicSettings settings, IConfiguration configuration) => new(
        settings.AddressOf("portal"), configuration[Section + ":ClientId"] ?? "civic-bridge",
        configuration[Section + ":Secret"] is { Length: > 0 } secret
            ? secret
            : throw new StartupRefusal($"{Section}:Secret is missing: the portal knows the bridge by it."),
        $"{settings.OwnAddress}/upstream/{PortalLogin.Own}/callback");
}
