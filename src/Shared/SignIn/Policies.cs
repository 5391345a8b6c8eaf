using Civic.Shared.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;

namespace Civic.Shared.SignIn;

internal static class SignInSchemes
{
    internal const string Cookie = "civic-cookie";
    internal const string Bearer = "civic-bearer";
}

/// <summary>Names for [Authorize(Policy = ...)] and RequireAuthorization: who may.</summary>
public static class Policies
{
    /// <summary>Anybody signed in with a level-2 account.</summary>
    public const string Citizen = "citizen";

    /// <summary>Anybody with a role in this agency, level 2.</summary>
    public const string Staff = "staff";

    public const string Reception = "role:" + Roles.Reception;
    public const string CaseOfficer = "role:" + Roles.CaseOfficer;
    public const string DivisionHead = "role:" + Roles.DivisionHead;
    public const string Leader = "role:" + Roles.Leader;
    public const string Clerk = "role:" + Roles.Clerk;
    public const string Clinician = "role:" + Roles.Clinician;

    /// <summary>The policy of one role, level 2.</summary>
    public static string Role(string role) => "role:" + role;

    /// <summary>Only programs whose access token (of this service's audience) carries the scope.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoint, string scope)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(new AuthorizationPolicyBuilder(SignInSchemes.Bearer)
            .RequireAuthenticatedUser()
            .AddRequirements(new ScopeRequirement(scope))
            .Build());

    internal static void AddSignInPolicies(this AuthorizationBuilder authorization)
    {
        authorization.AddPolicy(Citizen, AtLevel2().Build());
        authorization.AddPolicy(Staff, AtLevel2().RequireClaim(BridgeClaims.Roles).Build());
        foreach (var role in Roles.All)
        {
            authorization.AddPolicy(Role(role), AtLevel2().RequireClaim(BridgeClaims.Roles, role).Build());
        }
    }

    private static AuthorizationPolicyBuilder AtLevel2() => new AuthorizationPolicyBuilder(SignInSchemes.Cookie)
        .RequireAuthenticatedUser()
        .RequireClaim(BridgeClaims.Acr, AssuranceLevels.Loa2);
}

/// <summary>One scope of RFC 6749 §3.3 in the space-separated claim of RFC 9068 §2.2.3.</summary>
internal sealed class ScopeRequirement(string scope) : AuthorizationHandler<ScopeRequirement>, IAuthorizationRequirement
{
    internal string Scope => scope;

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ScopeRequirement requirement)
    {
        var granted = context.User.FindFirst(BridgeClaims.Scope)?.Value.Split(' ') ?? [];
        if (granted.Contains(requirement.Scope, StringComparer.Ordinal))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
