using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Storage;
using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Certificates.Papers;

internal static class PaperApprovals
{
    /// <summary>A link rather than a form: what follows changes nothing until the person comes back.</summary>
    internal static void MapPaperApprovals(this WebApplication app) =>
        app.MapGet("/staff/decisions/{id:guid}/sign", SignAsync)
            .RequireAuthorization(Shared.SignIn.Policies.Leader).ExcludeFromDescription();

    private static async Task<IResult> SignAsync(
        Guid id, HttpContext http, JudicialDbContext database, CurrentPerson person, CancellationToken cancellation)
    {
        var paper = await database.Papers.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancellation);
        return paper is { ListDigest: { } digest } && PaperTurns.Of(paper) == PaperTurn.Leader
            && paper.Proposer == person.Subject
                ? await http.BeginBoundLoginAsync(digest)
                : new SeeOther($"/staff/decisions/{id}?note=gone");
    }
}
