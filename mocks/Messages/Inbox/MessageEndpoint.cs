using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Civic.Messages.Inbox;

/// <summary>Takes a message by SMS, e-mail or VNeID inbox.</summary>
internal static class MessageEndpoint
{
    private const int MostInAList = 200;

    private static readonly string[] Channels = ["sms", "email", "vneid"];

    internal static void MapMessages(this IEndpointRouteBuilder app)
    {
        app.MapPost("/messages", Take).AllowAnonymous().DisableAntiforgery();
        app.MapPost("/messages/list", TakeList).AllowAnonymous().DisableAntiforgery();
    }

    private static IResult Take(HttpContext http, NewMessage message, SentMessages sent, TimeProvider clock)
    {
        var header = http.Request.Headers["Idempotency-Key"].ToString();
        var key = header.Length > 0 ? header : message.Id ?? Guid.CreateVersion7().ToString();
        return TryTake(key, message, sent, clock) ? Results.Accepted() : Results.Problem(
            "A message needs channel (sms, email, vneid), recipient and body.",
            statusCode: StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>Each of a list by itself, in its order; what is not named in the answer was not taken.</summary>
    private static IResult TakeList(MessageList list, SentMessages sent, TimeProvider clock) =>
        list.Messages is { Count: > 0 and <= MostInAList } all
            ? Results.Ok(new TakenMessages([.. all
                .Where(m => m.Id is { } id && TryTake(id, m, sent, clock)).Select(m => m.Id!)]))
            : Results.Problem(
                $"A list has from 1 to {MostInAList} messages.", statusCode: StatusCodes.Status422UnprocessableEntity);

    private static bool TryTake(string key, NewMessage message, SentMessages sent, TimeProvider clock)
    {
        var (recipient, body) = (message.Recipient ?? message.To, message.Body ?? message.Text);
        if (!Channels.Contains(message.Channel)
            || string.IsNullOrWhiteSpace(recipient)
            || string.IsNullOrWhiteSpace(body))
        {
            return false;
        }

        sent.Keep(key, new(message.Channel!, recipient, message.Subject ?? message.Title, body, clock.GetUtcNow()));
        return true;
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

    internal sealed record MessageList(List<NewMessage>? Messages);

    internal sealed record TakenMessages(IReadOnlyList<string> Taken);
}
