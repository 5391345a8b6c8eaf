using Civic.Shared.Hosting;

namespace Civic.IdentityBridge.Upstreams.Oidc;

/// <summary>Where the national identity provider is and who the bridge is there.</summary>
internal sealed record UpstreamOptions(string Issuer, string ClientId, string CallbackAddress)
{
    internal const string Name = "vneid";

    internal static UpstreamOptions From(CivicSettings settings, IConfiguration configuration) => new(
        settings.AddressOf("vneid"), configuration["Civic:Upstream:ClientId"] ?? "civic-bridge",
        $"{settings.OwnAddress}/upstream/{Name}/callback");
}
