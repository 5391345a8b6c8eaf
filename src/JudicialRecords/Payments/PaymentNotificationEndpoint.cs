using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Civic.JudicialRecords.Payments;

internal static class PaymentNotificationEndpoint
{
    private const int LargestBody = 16 * 1024;

    /// <summary>
    /// POST /payments/notifications: open to anyone, believed only with the gateway's signature. Any notice of
    /// an order that stands is answered 200, also one that changed nothing, so that the gateway stops repeating it.
    /// </summary>
    internal static void MapPaymentNotifications(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/payments/notifications", HandleAsync).AllowAnonymous().DisableAntiforgery();

    private static async Task<Results<Ok<NoticeKept>, ProblemHttpResult>> HandleAsync(
        HttpRequest request, PaymentGateway gateway, PaymentDesk desk, CancellationToken cancellation)
    {
        if (await ReadAsync(request, cancellation) is not { } body)
        {
            return Problems.NoticeTooLarge();
        }

        var check = await gateway.VerifyAsync(request.Headers["Civic-Signature"], body, cancellation);
        switch (check)
        {
            case NotificationCheck.Genuine genuine:
                var effect = await desk.ApplyAsync(genuine.State, cancellation);
                return effect == Effects.UnknownOrder
                    ? Problems.NoticeOfUnknownOrder()
                    : TypedResults.Ok(new NoticeKept(effect));
            case NotificationCheck.Refused { Code: "keys-unreachable" }:
                return Problems.NoticeNotCheckable();
            case NotificationCheck.Refused refused:
                if (PaymentNotifications.Claim(body) is { } claimed)
                {
                    await desk.KeepForgedAsync(claimed, cancellation);
                }

                return Problems.NoticeNotGenuine(refused.Code);
            default:
                throw new System.Diagnostics.UnreachableException("A notice is genuine or refused.");
        }
    }

    private static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        var buffer = new byte[4096];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellation)) > 0)
        {
            if (body.Length + read > LargestBody)
            {
                return null;
            }

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    internal sealed record NoticeKept(string Effect);
}
