using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Civic.Messages.Inbox;

/// <summary>Takes a message by SMS, e-mail or VNeID inbox.</summary>
internal static class MessageEndpoint
{
    private static readonly string[] Channels = ["sms", "email", "vneid"];

    internal static void MapMessages(this IEndpointRouteBuilder app) =>
        app.MapPost("/messages", Take).AllowAnonymous().DisableAntiforgery();

    private static IResult Take(HttpContext http, NewMessage message, SentMessages sent, TimeProvider clock)
    {
        var (recipient, body) = (message.Recipient ?? message.To, message.Body ?? message.Text);
        if (
            !Channels.Contains(message.Channel)
            || string.IsNullOrWhiteSpace(recipient)
            || string.IsNullOrWhiteSpace(body)
        )
        {
            return Results.Problem(
                "A message needs channel (sms, email, vneid), recipient and body.",
                statusCode: StatusCodes.Status422UnprocessableEntity
            );
        }

        var header = http.Request.Headers["Idempotency-Key"].ToString();
        var key = header.Length > 0 ? header : message.Id ?? Guid.CreateVersion7().ToString();
        sent.Keep(key, new(message.Channel!, recipient, message.Subject ?? message.Title, body, clock.GetUtcNow()));
        return Results.Accepted();
    }

    /// <summary>
    /// The short-message dialect says to, title and text for recipient, subject and body, with an id as its key.
    /// </summary>
    internal sealed record NewMessage(
        string? Channel,
        string? Recipient,
        string? Subject,
        string? Body,
        string? Id,
        string? To,
        string? Title,
        string? Text
    );
}
