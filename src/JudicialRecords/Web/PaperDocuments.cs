using System.Security.Claims;
using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Audit;
using Civic.Shared.Hosting;
using Civic.Shared.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Web;

/// <summary>Files of papers: for the requester once issued, for staff as far as they are. Others get 404.</summary>
internal static class PaperDocuments
{
    internal static void MapPaperDocuments(this WebApplication app)
    {
        app.MapGet("/requests/{code}/papers/{number}.pdf", OfRequestAsync)
            .RequireAuthorization(Shared.SignIn.Policies.Citizen).RequireRateLimiting(RateLimits.Tracking)
            .ExcludeFromDescription();
        app.MapGet("/staff/decisions/{id:guid}/draft.pdf", DraftAsync)
            .RequireAuthorization(Shared.SignIn.Policies.Leader).ExcludeFromDescription();
        app.MapGet("/staff/papers/{id:guid}.pdf", ForStaffAsync)
            .RequireAuthorization(Shared.SignIn.Policies.Staff).ExcludeFromDescription();
    }

    private static async Task<IResult> DraftAsync(
        Guid id, JudicialDbContext database, CurrentPerson person, TimeProvider clock, CancellationToken cancellation)
    {
        var paper = await database.Papers.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancellation);
        if (paper is null || PaperTurns.Of(paper) != PaperTurn.Leader)
        {
            return Results.NotFound();
        }

        database.Audit(clock, person.Subject, "document.read", $"{id}:draft");
        await database.SaveChangesAsync(cancellation);
        return Results.File(Staff.DecisionModel.DraftOf(paper), "application/pdf");
    }

    private static async Task<IResult> OfRequestAsync(
        string code, string number, ClaimsPrincipal user, JudicialDbContext database, TimeProvider clock,
        CancellationToken cancellation)
    {
        var subject = Requests.Citizen.From(user)?.Subject;
        var content = await (
            from d in database.Dossiers.AsNoTracking()
            where d.Code == code && d.RequesterSubject == subject
            join p in database.Papers.AsNoTracking() on d.Id equals p.DossierId
            where p.AddressNumber == number && p.IssuedAt != null
            join f in database.PaperFiles.AsNoTracking() on p.Id equals f.PaperId
            where f.Stage == PaperStage.Sealed
            select f.Content).SingleOrDefaultAsync(cancellation);
        if (content is null || subject is null)
        {
            return Results.NotFound();
        }

        database.Audit(clock, subject, "document.downloaded", code,
            detail: new Dictionary<string, string> { ["document"] = number });
        await database.SaveChangesAsync(cancellation);
        return Results.File(content, "application/pdf", $"{number}.pdf");
    }

    private static async Task<IResult> ForStaffAsync(
        Guid id, JudicialDbContext database, CurrentPerson person, TimeProvider clock, CancellationToken cancellation)
    {
        var content = await database.PaperFiles.AsNoTracking()
            .Where(f => f.PaperId == id && f.Stage <= PaperStage.Sealed)
            .OrderByDescending(f => f.Stage).Select(f => f.Content).FirstOrDefaultAsync(cancellation);
        if (content is null)
        {
            return Results.NotFound();
        }

        database.Audit(clock, person.Subject, "document.read", $"{id}:paper");
        await database.SaveChangesAsync(cancellation);
        return Results.File(content, "application/pdf");
    }
}
