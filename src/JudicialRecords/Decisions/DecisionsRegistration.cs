using Civic.JudicialRecords.Web.Staff;
using Civic.Shared.Identity;
using Civic.Shared.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.JudicialRecords.Decisions;

internal static class DecisionsRegistration
{
    /// <summary>What staff do with a dossier. Needs AddCivicSignIn, AddPolicies and AddRegisters.</summary>
    internal static void AddDecisions(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<WorkSignal>();
        builder.Services.AddScoped<Desk>();
        builder.Services.AddScoped<FetchRecords>();
        builder.Services.AddScoped<Batch>();
        builder
            .Services.AddAuthorizationBuilder()
            .AddPolicy(
                RegisterAccess.Policy,
                p =>
                    p.RequireClaim(BridgeClaims.Acr, AssuranceLevels.Loa2)
                        .RequireClaim(BridgeClaims.Roles, Roles.Clerk, Roles.Leader)
            )
            .AddPolicy(
                LeadershipAccess.Policy,
                p =>
                    p.RequireClaim(BridgeClaims.Acr, AssuranceLevels.Loa2)
                        .RequireClaim(BridgeClaims.Roles, Roles.DivisionHead, Roles.Leader)
            );
    }

    /// <summary>
    /// Each action is one form: POST /staff/dossiers/{id}/{action}, answered with 303 to the dossier's page.
    /// </summary>
    internal static void MapDecisions(this WebApplication app)
    {
        var group = app.MapDossierActions();
        Accept.Map(group);
        Refuse.Map(group);
        Stop.Map(group);
        AskSupplement.Map(group);
        AssessFeeAgain.Map(group);
        JudgeClaimedClass.Map(group);
        Take.Map(group);
        HandOver.Map(group);
        Apologize.Map(group);
        FetchRecords.Map(group);
        DecideMatch.Map(group);
        DecideError.Map(group);
        DecideJudgment.Map(group);
        DecideTrace.Map(group);
        Prepare.Map(group);
        Check.Map(group);
        SendBack.Map(group);
        OrderSeal.Map(group);
        Misuse.SettleMisuse.Map(group);
        StaffDocuments.Map(app);
    }

    internal static RouteGroupBuilder MapDossierActions(this WebApplication app) =>
        app.MapGroup("/staff/dossiers/{id:guid}").ExcludeFromDescription();
}
