using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Audit;
using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.JudicialRecords.Certificates.Approvals;

internal static class ApprovalsRegistration
{
    /// <summary>The competent person's approval by a login of its own. Needs AddCivicSignIn and AddDecisions.</summary>
    internal static void AddApprovals(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<Propose>();
        builder.Services.AddScoped<Confirm>();
    }

    internal static void MapApprovals(this WebApplication app)
    {
        app.MapDossierActions().MapPost("/approve", ProposeOneAsync)
            .RequireAuthorization(Shared.SignIn.Policies.Leader);
        var lists = app.MapGroup("/staff/approvals/{digest:length(43)}")
            .RequireAuthorization(Shared.SignIn.Policies.Leader).ExcludeFromDescription();
        lists.MapGet("/sign", SignAsync);
        lists.MapGet("/{dossier:guid}.pdf", DocumentAsync);
    }

    private static async Task<IResult> ProposeOneAsync(
        Guid id, StaffForm? form, Desk desk, Propose propose, CancellationToken cancellation)
    {
        if (form is null)
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        var outcome = await desk.DecideAsync(
            id, form, "approval.begun",
            async (dossier, _) => await (await propose.Check(_ => null, cancellation)([dossier]))(dossier),
            cancellation);
        if (outcome is Outcome.Done)
        {
            switch (await propose.RenderAsync([id], cancellation))
            {
                case ProposeOutcome.Proposed proposed:
                    return new SeeOther($"/staff/approvals/{proposed.ListDigest}");
                case ProposeOutcome.Refused refused:
                    outcome = refused.Why;
                    break;
            }
        }

        return outcome is null
            ? Results.StatusCode(StatusCodes.Status404NotFound)
            : desk.Answer(id, form, outcome, "approval.begun");
    }

    /// <summary>A link rather than a form: what follows changes nothing until the person comes back.</summary>
    private static async Task<IResult> SignAsync(
        string digest, HttpContext http, JudicialDbContext database, CurrentPerson person,
        CancellationToken cancellation)
    {
        var open = await database.Proposals.AnyAsync(
            p => p.ListDigest == digest && p.Proposer == person.Subject && p.ApprovedAt == null, cancellation);
        return open ? await http.BeginBoundLoginAsync(digest) : new SeeOther("/staff/approvals?note=gone");
    }

    private static async Task<IResult> DocumentAsync(
        string digest, Guid dossier, JudicialDbContext database, CurrentPerson person, TimeProvider clock,
        CancellationToken cancellation)
    {
        var pdf = await (
            from p in database.Proposals.AsNoTracking()
            where p.ListDigest == digest && p.Proposer == person.Subject
            from item in p.Items
            where item.DossierId == dossier
            select item.File!.Pdf).SingleOrDefaultAsync(cancellation);
        if (pdf is null)
        {
            return Results.NotFound();
        }

        database.Audit(clock, person.Subject, "document.read", $"{dossier}:proposed");
        await database.SaveChangesAsync(cancellation);
        return Results.File(pdf, "application/pdf");
    }
}
