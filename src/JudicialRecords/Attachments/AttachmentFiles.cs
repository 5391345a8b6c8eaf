using System.Security.Claims;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Audit;
using Civic.Shared.Hosting;
using Civic.Shared.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Attachments;

/// <summary>The bytes of an attachment: for its owner, and for staff once it belongs to a dossier.</summary>
internal static class AttachmentFiles
{
    internal static void MapAttachments(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/requests/papers/{id:guid}", OwnAsync)
            .RequireAuthorization(Shared.SignIn.Policies.Citizen).RequireRateLimiting(RateLimits.Tracking)
            .ExcludeFromDescription();
        routes.MapGet("/staff/papers/{id:guid}", StaffAsync)
            .RequireAuthorization(Shared.SignIn.Policies.Staff).ExcludeFromDescription();
    }

    private static async Task<IResult> OwnAsync(
        Guid id, ClaimsPrincipal user, JudicialDbContext database, CancellationToken cancellation)
    {
        var subject = Requests.Citizen.From(user)?.Subject;
        return Answer(await database.Attachments.AsNoTracking()
            .SingleOrDefaultAsync(a => a.Id == id && a.OwnerSubject == subject, cancellation));
    }

    private static async Task<IResult> StaffAsync(
        Guid id, JudicialDbContext database, CurrentPerson person, TimeProvider clock, CancellationToken cancellation)
    {
        var attachment = await database.Attachments.AsNoTracking()
            .SingleOrDefaultAsync(a => a.Id == id && a.DossierId != null, cancellation);
        if (attachment is not null)
        {
            database.Audit(clock, person.Subject, "attachment.read", $"{attachment.DossierId}:{id}");
            await database.SaveChangesAsync(cancellation);
        }

        return Answer(attachment);
    }

    /// <summary>Of the kind that its content showed; nosniff and the page policy stand on every answer.</summary>
    private static IResult Answer(Attachment? attachment) =>
        attachment is null ? Results.NotFound() : Results.File(attachment.Content, attachment.MediaType);
}
