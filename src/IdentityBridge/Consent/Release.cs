using Civic.IdentityBridge.Account;
using Civic.IdentityBridge.Authorize;
using Civic.IdentityBridge.RelyingParties;
using Civic.IdentityBridge.Upstreams;
using Civic.Shared.Identity;
using Civic.Shared.SignIn;

namespace Civic.IdentityBridge.Consent;

/// <summary>What a grant releases: to both answers, and to one of them alone.</summary>
internal sealed record Released(
    Dictionary<string, object> Both, Dictionary<string, object> IdToken, Dictionary<string, object> UserInfo);

/// <summary>
/// Exactly what a client gets to know: the same claims on the consent page, in the id_token and from userinfo.
/// </summary>
internal static class Release
{
    /// <param name="request">What the client asked for.</param>
    /// <param name="identity">The person.</param>
    /// <param name="staff">What they are in the client's agency.</param>
    /// <param name="named">The claims asked for by name that the person releases.</param>
    /// <param name="now">The moment of consent.</param>
    internal static Released ClaimsFor(
        AuthorizationRequest request, UpstreamIdentity identity, StaffMembership? staff,
        IReadOnlyCollection<string> named, DateTimeOffset now)
    {
        var known = AboutPerson(identity);
        var both = new Dictionary<string, object>
        {
            [BridgeClaims.Acr] = identity.Level.ToAcr(),
            [BridgeClaims.Amr] = identity.Amr,
            [BridgeClaims.AuthTime] = identity.AuthTime,
        };
        foreach (var (claim, value) in known.Where(k => request.Scopes.Contains(ScopeCatalogue.ScopeOf(k.Key)!)))
        {
            both[claim] = value;
        }

        AddStaff(both, staff);
        var mayKnow = known.Where(k => named.Contains(k.Key)).ToDictionary();
        var asked = RequestedClaims.Of(request.Claims);
        return new(
            both, Asked(asked.IdToken, mayKnow, identity, now), Asked(asked.UserInfo, mayKnow, identity, now));
    }

    /// <summary>Whether a claim belongs to one of these scopes; those of staff belong to the login itself.</summary>
    internal static bool IsOf(string claim, IReadOnlyList<string> scopes) =>
        ScopeCatalogue.ScopeOf(claim) is not { } scope || scopes.Contains(scope);

    private static Dictionary<string, object> Asked(
        RequestedAnswer asked, IReadOnlyDictionary<string, object> mayKnow, UpstreamIdentity identity,
        DateTimeOffset now)
    {
        var claims = Matching(asked.Claims, mayKnow);
        var verified = asked.Verified
            .Select(v => VerifiedClaims.Answer(v, identity, Matching(v.Claims, mayKnow), now))
            .Where(v => v is not null).ToList();
        if (verified.Count > 0)
        {
            // One object where one was asked for (IDA §5.4).
            claims[RequestedClaims.VerifiedClaims] = verified.Count == 1 ? verified[0]! : verified;
        }

        return claims;
    }

    private static Dictionary<string, object> Matching(
        IEnumerable<RequestedClaim> asked, IReadOnlyDictionary<string, object> mayKnow) =>
        asked.Where(a => mayKnow.TryGetValue(a.Name, out var value) && a.Takes((string)value))
            .ToDictionary(a => a.Name, a => mayKnow[a.Name]);

    private static Dictionary<string, object> AboutPerson(UpstreamIdentity identity)
    {
        var known = new Dictionary<string, object>
        {
            [BridgeClaims.Name] = identity.Name,
            [BridgeClaims.BirthDate] = identity.BirthDate,
            [BridgeClaims.NationalId] = identity.NationalId.Value,
        };
        AddIfKnown(known, BridgeClaims.Gender, identity.Gender);
        return known;
    }

    private static void AddStaff(Dictionary<string, object> claims, StaffMembership? staff)
    {
        if (staff is not null)
        {
            claims[BridgeClaims.Roles] = staff.Roles;
            claims[BridgeClaims.StaffTitle] = staff.Title;
            claims[BridgeClaims.StaffUnit] = staff.Unit;
            AddIfKnown(claims, BridgeClaims.FacilityCode, staff.FacilityCode);
        }
    }

    private static void AddIfKnown(Dictionary<string, object> claims, string name, string? value)
    {
        if (value is not null)
        {
            claims[name] = value;
        }
    }
}
