using System.Globalization;
using System.Security.Claims;
using Civic.Shared.Identity;
using Microsoft.AspNetCore.Http;

namespace Civic.Shared.SignIn;

/// <summary>
/// Who is signed in to this request, as the bridge's id_token said. Reading it while nobody is, is a bug.
/// </summary>
public sealed class CurrentPerson(IHttpContextAccessor accessor)
{
    private ClaimsPrincipal Principal => accessor.HttpContext?.User ?? new ClaimsPrincipal();

    public bool IsSignedIn => Principal.Identity is { IsAuthenticated: true, AuthenticationType: SignInSchemes.Cookie };

    /// <summary>Pairwise subject: stable in this agency, meaningless elsewhere.</summary>
    public string Subject => Required(BridgeClaims.Subject);

    public string Name => Required(BridgeClaims.Name);

    /// <summary>Who acts for this person; null where they act themselves.</summary>
    public Representative? Representative => Representative.Of(Principal);

    /// <summary>Null where the scope national_id was not asked for.</summary>
    public CitizenId? CitizenId =>
        Identity.CitizenId.TryParse(Principal.FindFirstValue(BridgeClaims.NationalId), out var id) ? id : null;

    /// <summary>As far as it is known: of some people only the year is.</summary>
    public PartialDate? BirthDate =>
        PartialDate.TryParse(Principal.FindFirstValue(BridgeClaims.BirthDate), out var date) ? date : null;

    public AssuranceLevel AssuranceLevel => AssuranceLevels.FromAcr(Principal.FindFirstValue(BridgeClaims.Acr));

    public IReadOnlyList<string> Roles => [.. Principal.FindAll(BridgeClaims.Roles).Select(c => c.Value)];

    public bool IsStaff => Roles.Count > 0;

    public string? StaffTitle => Principal.FindFirstValue(BridgeClaims.StaffTitle);

    public string? StaffUnit => Principal.FindFirstValue(BridgeClaims.StaffUnit);

    /// <summary>The facility for which a clinician acts.</summary>
    public string? FacilityCode => Principal.FindFirstValue(BridgeClaims.FacilityCode);

    /// <summary>When the person proved who they are.</summary>
    public DateTimeOffset AuthTime => DateTimeOffset.FromUnixTimeSeconds(
        long.Parse(Required(BridgeClaims.AuthTime), CultureInfo.InvariantCulture));

    public bool Has(string role) => Principal.HasClaim(BridgeClaims.Roles, role);

    private string Required(string claim) => Principal.FindFirstValue(claim)
        ?? throw new InvalidOperationException($"Nobody is signed in with a claim '{claim}'.");
}
