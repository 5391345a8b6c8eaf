using System.Text;
using Civic.Shared.Audit;
using Civic.Shared.SignIn.Dpop;
using Civic.Shared.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Civic.Shared.SignIn.Events;

/// <summary>
/// POST /security-events: the bridge pushes a security event token (RFC 8935 §2). It is acknowledged once what it asks
/// for is stored. One that comes again, because an acknowledgement was lost, is acknowledged and changes nothing.
/// </summary>
internal sealed class SecurityEventEndpoint(
    SetChecks checks, CivicDbContext database, SignInOptions options, TimeProvider clock)
{
    private const int Longest = 16_384;

    internal async Task<IResult> HandleAsync(HttpContext http)
    {
        if (await BodyAsync(http.Request) is not { } token)
        {
            return Refused(new("invalid_request", "Send one token as application/secevent+jwt."));
        }

        try
        {
            switch (await checks.ReadAsync(token, http.RequestAborted))
            {
                case SetReading.Good good:
                    await ActAsync(http, good);
                    return Results.StatusCode(StatusCodes.Status202Accepted);
                case SetReading.Bad bad:
                    return Refused(bad);
                default:
                    throw new System.Diagnostics.UnreachableException("A token is good or bad.");
            }
        }
        catch (HttpRequestException)
        {
            // The bridge's keys can't be read just now: it tells us again.
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    private async Task ActAsync(HttpContext http, SetReading.Good set)
    {
        var cancellation = http.RequestAborted;
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var mark = new ReplayMark("security-event", set.Id, clock.GetUtcNow() + SetChecks.Oldest * 2);
        if (!await mark.TakeAsync(database, cancellation))
        {
            return;
        }

        var what = set.Event;
        if (what.Type is SecurityEventTypes.SessionRevoked or SecurityEventTypes.AccountDisabled)
        {
            await EndSessionsAsync(what.Subject, cancellation);
        }

        if (options.SecurityEvent is { } handle)
        {
            await handle(http.RequestServices, what, cancellation);
        }

        database.Audit(clock, "identity-bridge", "security-event.received", what.Subject,
            detail: new Dictionary<string, string> { ["type"] = what.Type });
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Whatever a logout token has ended already is as good as ended now.</summary>
    private async Task EndSessionsAsync(string subject, CancellationToken cancellation)
    {
        var ended = await database.SignInSessions.Where(s => s.Subject == subject).ExecuteDeleteAsync(cancellation);
        if (ended > 0)
        {
            database.Audit(clock, "identity-bridge", "session.ended", subject);
        }
    }

    private static async Task<string?> BodyAsync(HttpRequest request)
    {
        if (request.ContentType?.Split(';')[0].Trim() != SecurityEventTypes.MediaType
            || request.ContentLength is null or > Longest)
        {
            return null;
        }

        using var reader = new StreamReader(request.Body, Encoding.ASCII);
        return await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
    }

    private static IResult Refused(SetReading.Bad why) => Results.Json(
        new { err = why.Error, description = why.Description }, statusCode: StatusCodes.Status400BadRequest);
}
