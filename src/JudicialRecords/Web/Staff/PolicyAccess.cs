using Civic.Shared.Identity;
using Civic.Shared.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.JudicialRecords.Web.Staff;

/// <summary>Who may propose and confirm rules, and see what they would have cost.</summary>
internal static class PolicyAccess
{
    internal const string Policy = "policy-changes";

    internal static void AddPolicyAccess(this WebApplicationBuilder builder) =>
        builder.Services.AddAuthorizationBuilder().AddPolicy(
            Policy,
            p => p.RequireClaim(BridgeClaims.Acr, AssuranceLevels.Loa2)
                .RequireClaim(BridgeClaims.Roles, Roles.DivisionHead, Roles.Leader));
}
