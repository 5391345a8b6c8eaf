using Civic.Shared.Hosting;

namespace Civic.IdentityBridge.Upstreams.VneidDirect;

/// <summary>Where VNeID's own interface is and who the bridge is there.</summary>
internal sealed record DirectOptions(string Address, string ClientId, string Secret, string CallbackAddress)
{
    internal const string Section = "Civic:Upstreams:vneid-direct";

    /// <exception cref="StartupRefusal">The secret is missing.</exception>
    internal static DirectOptions From(CivicSettings settings, IConfiguration configuration) => new(
        configuration[Section + ":Address"] ?? settings.AddressOf("vneid") + "/direct",
        configuration[Section + ":ClientId"] ?? "civic-bridge",
        configuration[Section + ":Secret"] is { Length: > 0 } secret
            ? secret : throw new StartupRefusal($"{Section}:Secret is missing: VNeID knows the bridge by it."),
        $"{settings.OwnAddress}/upstream/{DirectLogin.Own}/callback");
}
