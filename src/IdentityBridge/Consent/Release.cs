using Civic.IdentityBridge.Account;
using Civic.IdentityBridge.Authorize;
using Civic.IdentityBridge.RelyingParties;
using Civic.IdentityBridge.Upstreams;
using Civic.Shared.Identity;
using Civic.Shared.SignIn;

namespace Civic.IdentityBridge.Consent;

/// <summary>
/// Exactly what a client gets to know: the same claims on the consent page, in the id_token and from userinfo.
/// </summary>
internal static class Release
{
    internal static Dictionary<string, object> ClaimsFor(
        AuthorizationRequest request, UpstreamIdentity identity, StaffMembership? staff)
    {
        var claims = new Dictionary<string, object>
        {
            [BridgeClaims.Acr] = identity.Level.ToAcr(),
            [BridgeClaims.Amr] = identity.Amr,
            [BridgeClaims.AuthTime] = identity.AuthTime,
        };
        if (request.Scopes.Contains(ScopeCatalogue.Profile))
        {
            claims[BridgeClaims.Name] = identity.Name;
            claims[BridgeClaims.BirthDate] = identity.BirthDate;
            AddIfKnown(claims, BridgeClaims.Gender, identity.Gender);
        }

        if (request.Scopes.Contains(ScopeCatalogue.NationalId))
        {
            claims[BridgeClaims.NationalId] = identity.NationalId.Value;
        }

        if (staff is not null)
        {
            claims[BridgeClaims.Roles] = staff.Roles;
            claims[BridgeClaims.StaffTitle] = staff.Title;
            claims[BridgeClaims.StaffUnit] = staff.Unit;
            AddIfKnown(claims, BridgeClaims.FacilityCode, staff.FacilityCode);
        }

        return claims;
    }

    /// <summary>Whether a claim belongs to one of these scopes; those of staff belong to the login itself.</summary>
    internal static bool IsOf(string claim, IReadOnlyList<string> scopes) => claim switch
    {
        BridgeClaims.Name or BridgeClaims.BirthDate or BridgeClaims.Gender =>
            scopes.Contains(ScopeCatalogue.Profile),
        BridgeClaims.NationalId => scopes.Contains(ScopeCatalogue.NationalId),
        _ => true,
    };

    private static void AddIfKnown(Dictionary<string, object> claims, string name, string? value)
    {
        if (value is not null)
        {
            claims[name] = value;
        }
    }
}
