using Civic.Payments.Notifications;
using Civic.Shared.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Civic.Payments.Orders;

/// <summary>What a merchant calls: place an order, ask about it, give the money back.</summary>
internal static class OrderEndpoints
{
    private const long Largest = 100_000_000;

    internal static void MapOrders(this IEndpointRouteBuilder app)
    {
        app.MapPost("/orders", Place).AllowAnonymous().DisableAntiforgery();
        app.MapGet(
                "/orders/{orderId}",
                (string orderId, OrderBook book) =>
                    book.ByOrder(orderId) is { } order ? Results.Ok(order.State()) : NoSuchOrder()
            )
            .AllowAnonymous();
        app.MapPost("/orders/{orderId}/refund", Refund).AllowAnonymous().DisableAntiforgery();
        app.MapPost("/orders/{orderId}/pay", Pay).AllowAnonymous().DisableAntiforgery();
    }

    private static IResult Place(
        NewOrder placed,
        OrderBook book,
        CivicSettings settings,
        PageSecurity pages,
        TimeProvider clock
    )
    {
        if (
            string.IsNullOrEmpty(placed.Merchant)
            || string.IsNullOrEmpty(placed.OrderId)
            || placed.Amount is <= 0 or > Largest
            || Address(placed.ReturnUrl) is not { } back
            || Address(placed.NotifyUrl) is null
        )
        {
            return Results.Problem(
                "An order needs merchant, orderId, a positive amount, returnUrl and notifyUrl.",
                statusCode: StatusCodes.Status422UnprocessableEntity
            );
        }

        var order = book.Place(placed, clock.GetUtcNow());
        if (order.Placed != placed)
        {
            return Results.Problem(
                "That orderId was placed before with other content.",
                statusCode: StatusCodes.Status409Conflict
            );
        }

        // A browser applies form-action to the redirect that follows the form as well.
        pages.AllowFormsTo(back.GetLeftPart(UriPartial.Authority));
        return Results.Ok(new { order.PaymentId, PayUrl = $"{settings.OwnAddress}/pay/{order.PaymentId}" });
    }

    private static IResult Refund(
        string orderId,
        RefundBody body,
        OrderBook book,
        Notifier notifier,
        TimeProvider clock
    )
    {
        if (book.ByOrder(orderId) is not { } order)
        {
            return NoSuchOrder();
        }

        if (body.Amount <= 0 || body.Amount > order.Placed.Amount)
        {
            return Results.Problem(
                "A refund lies between 1 and what was paid.",
                statusCode: StatusCodes.Status422UnprocessableEntity
            );
        }

        var answer = order.Refund(body.RefundId ?? orderId, body.Amount, clock.GetUtcNow());
        if (answer == RefundAnswer.Whole)
        {
            notifier.Announce(order);
        }

        return answer == RefundAnswer.Refused
            ? Results.Problem(
                "Only what was paid and not given back yet is refunded.", statusCode: StatusCodes.Status409Conflict)
            : Results.Ok(order.State() with { Amount = body.Amount, Status = OrderStatus.Refunded });
    }

    /// <summary>Without a page: the wallet of an application that the payer has unlocked.</summary>
    private static IResult Pay(string orderId, OrderBook book, Notifier notifier, TimeProvider clock)
    {
        if (book.ByOrder(orderId) is not { } order)
        {
            return NoSuchOrder();
        }

        if (order.Settle(OrderStatus.Paid, clock.GetUtcNow()))
        {
            notifier.Announce(order);
        }

        return Results.Ok(order.State());
    }

    private static Uri? Address(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https") ? uri : null;

    private static IResult NoSuchOrder() =>
        Results.Problem("There is no such order.", statusCode: StatusCodes.Status404NotFound);

    /// <param name="RefundId">Of a part; the whole order where absent.</param>
    internal sealed record RefundBody(long Amount, string? RefundId);
}
