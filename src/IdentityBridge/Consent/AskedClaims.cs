using Civic.IdentityBridge.Authorize;
using Civic.IdentityBridge.RelyingParties;
using Civic.Shared.Web;

namespace Civic.IdentityBridge.Consent;

/// <summary>One claim on the consent page.</summary>
/// <param name="Name">Its name.</param>
/// <param name="What">The same in plain words.</param>
/// <param name="Purpose">Ours, in both languages.</param>
/// <param name="OwnWords">The service's own purpose, where it gave one.</param>
/// <param name="Required">By a scope or as essential; otherwise the person may untick it.</param>
/// <param name="WithProof">How it was verified is asked for too.</param>
internal sealed record AskedClaim(
    string Name, Bilingual What, Bilingual Purpose, string? OwnWords, bool Required, bool WithProof);

/// <summary>
/// The claims that a request names one by one, as far as its client may have them. A claim that a scope asks for as
/// well stands with the scope: it is the service's registered need (ADR 41).
/// </summary>
internal static class AskedClaims
{
    internal static IReadOnlyList<AskedClaim> Of(AuthorizationRequest request, RelyingParty client)
    {
        var asked = RequestedClaims.Of(request.Claims);
        var verified = asked.IdToken.Verified.Concat(asked.UserInfo.Verified).SelectMany(v => v.Claims)
            .Select(c => c.Name).ToHashSet();
        return [.. from claim in ScopeCatalogue.Claims
                   where client.Scopes.Contains(claim.Scope)
                   let wishes = asked.All.Where(a => a.Name == claim.Name).ToList()
                   where wishes.Count > 0
                   select new AskedClaim(
                       claim.Name, claim.What, claim.Purpose,
                       wishes.Select(w => w.Purpose).FirstOrDefault(p => p is not null),
                       wishes.Any(w => w.Essential) || request.Scopes.Contains(claim.Scope),
                       verified.Contains(claim.Name))];
    }
}
