using Civic.Shared.Hosting;
using Civic.Shared.Web;

namespace Civic.IdentityBridge.RelyingParties;

/// <summary>The house's own services. A service whose address is not configured is no client.</summary>
internal static class BuiltInClients
{
    private static readonly string[] Signing = ["signing.seal", "signing.statement", "signing.issue", "signing.status"];

    /// <summary>The bridge's own pages: people sign in to them as to any service.</summary>
    internal const string Account = "identity-account";

    internal static IEnumerable<RelyingParty> From(CivicSettings settings)
    {
        yield return Service(Account, settings.OwnAddress,
            new("Trang tài khoản – Cổng định danh Hà Nội", "Account pages – identity bridge of Hanoi")) with
        {
            Agency = Civic.IdentityBridge.Account.StaffDirectory.OwnAgency,
            GrantTypes = [GrantTypes.AuthorizationCode],
            Scopes = [ScopeCatalogue.OpenId, ScopeCatalogue.Profile],
            SecurityEventsUri = null,
        };
        if (settings.TryAddressOf("judicial", out var judicial))
        {
            yield return Service("judicial-records", judicial,
                new("Cấp phiếu lý lịch tư pháp – Sở Tư pháp Hà Nội",
                    "Criminal-record certificates – Hanoi Department of Justice")) with
            {
                Resource = "urn:civic:judicial",
            };
        }

        if (settings.TryAddressOf("health", out var health))
        {
            yield return Service("health-record", health,
                new("Sổ sức khỏe điện tử – Sở Y tế Hà Nội", "Electronic health record – Hanoi Department of Health"))
                with
            {
                Resource = "urn:civic:health",
                Scopes = [.. ScopeCatalogue.Ordinary, ScopeCatalogue.Represent, .. Signing],
                RepresentsBelowAge = 18,
            };
        }

        if (settings.TryAddressOf("signing", out var signing))
        {
            yield return new RelyingParty
            {
                ClientId = "signing",
                Agency = "signing",
                Resource = "urn:civic:signing",
                Name = new("Ký số và xác minh", "Signing and verification"),
                GrantTypes = [GrantTypes.ClientCredentials],
                Scopes = [],
                JwksUri = KeysOf(signing),
            };
        }
    }

    private static RelyingParty Service(string clientId, string address, Bilingual name) => new()
    {
        ClientId = clientId,
        Agency = clientId,
        Name = name,
        RedirectUris = [$"{address}/signin-oidc"],
        PostLogoutRedirectUris = [$"{address}/signed-out"],
        GrantTypes = [GrantTypes.AuthorizationCode, GrantTypes.ClientCredentials],
        Scopes = [.. ScopeCatalogue.Ordinary, .. Signing],
        JwksUri = KeysOf(address),
        BackchannelLogoutUri = new Uri($"{address}/backchannel-logout"),
        SecurityEventsUri = new Uri($"{address}/security-events"),
    };

    private static Uri KeysOf(string address) => new($"{address}/.well-known/client-jwks.json");
}
