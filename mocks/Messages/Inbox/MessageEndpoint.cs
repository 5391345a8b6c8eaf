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
        if (!Channels.Contains(message.Channel) || string.IsNullOrWhiteSpace(message.Recipient)
            || string.IsNullOrWhiteSpace(message.Body))
        {
            return Results.Problem("A message needs channel (sms, email, vneid), recipient and body.",
                statusCode: StatusCodes.Status422UnprocessableEntity);
        }

        var key = http.Request.Headers["Idempotency-Key"].ToString();
        sent.Keep(key.Length > 0 ? key : Guid.CreateVersion7().ToString(),
            new(message.Channel!, message.Recipient, message.Subject, message.Body, clock.GetUtcNow()));
        return Results.Accepted();
    }

    private sealed record NewMessage(string? Channel, string? Recipient, string? Subject, string? Body);
}
