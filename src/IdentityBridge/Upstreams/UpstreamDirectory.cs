using Civic.IdentityBridge.Upstreams.NationalPortal;
using Civic.IdentityBridge.Upstreams.Oidc;
using Civic.IdentityBridge.Upstreams.VneidDirect;
using Civic.Shared.Identity;

namespace Civic.IdentityBridge.Upstreams;

/// <summary>
/// The upstreams of this bridge: VNeID by OpenID Connect always, the others where Civic:Upstreams:NAME says so.
/// </summary>
internal sealed class UpstreamDirectory
{
    internal const string CallbackPath = "/upstream/{0}/callback";

    public UpstreamDirectory(IServiceProvider services, IConfiguration configuration, TimeProvider clock)
    {
        var all = new List<IUpstream> { services.GetRequiredService<OidcLogin>() };
        if (configuration.GetSection(PortalOptions.Section).Exists())
        {
            all.Add(ActivatorUtilities.CreateInstance<PortalLogin>(services));
        }

        if (configuration.GetSection(DirectOptions.Section).Exists())
        {
            all.Add(ActivatorUtilities.CreateInstance<DirectLogin>(services));
        }

        All = [.. all.Select(u => new Guarded(u, new CircuitBreaker(clock)))];
    }

    internal IReadOnlyList<Guarded> All { get; }

    internal Guarded? Find(string? name) => All.FirstOrDefault(u => u.Name == name);

    /// <summary>Those that can prove this level.</summary>
    internal IReadOnlyList<Guarded> For(AssuranceLevel level) => [.. All.Where(u => u.Highest >= level)];
}
