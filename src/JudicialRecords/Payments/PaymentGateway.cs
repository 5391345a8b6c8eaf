using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Civic.JudicialRecords.Policies;
using Civic.Shared.Hosting;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Payments;

/// <summary>
/// The payment gateway: orders, their state, refunds, and whether a notification really came from it. Creating and
/// refunding repeat safely, because the gateway keys them by the order's id.
/// </summary>
internal sealed class PaymentGateway(
    IHttpClientFactory clients,
    CivicSettings settings,
    PaymentNotifications notifications
)
{
    internal const string Merchant = "judicial-records";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly string _address = settings.AddressOf("payments");

    /// <summary>Asks for a page where the order can be paid. The same order id gives the same page.</summary>
    public async Task<OrderCreation> CreateAsync(GatewayOrder order, CancellationToken cancel)
    {
        var body = new OrderBody(
            Merchant,
            order.OrderId,
            order.Amount.Dong,
            order.Description,
            order.ReturnUrl,
            order.NotifyUrl
        );
        var answer = await SendAsync<CreatedBody>(HttpMethod.Post, "/orders", body, cancel);
        return
            answer.Value is { } created
            && Uri.TryCreate(created.PayUrl, UriKind.Absolute, out var page)
            && created.PayUrl.StartsWith(_address + "/", StringComparison.Ordinal)
            ? new OrderCreation.Created(created.PaymentId, page)
            : new OrderCreation.Failed(answer.Failure);
    }

    /// <summary>The state of an order by the gateway's own word, for a notification that never came.</summary>
    public async Task<OrderQuery> QueryAsync(string orderId, CancellationToken cancel)
    {
        var answer = await SendAsync<GatewayState>(
            HttpMethod.Get,
            $"/orders/{Uri.EscapeDataString(orderId)}",
            null,
            cancel
        );
        return answer switch
        {
            { Value: { } state } when state.OrderId == orderId => new OrderQuery.Found(state),
            { Failure: PaymentFailure.Unknown } => new OrderQuery.NoSuchOrder(),
            _ => new OrderQuery.Failed(answer.Failure),
        };
    }

    /// <summary>Gives back what was paid, or a part of it; asked again it stays the same refund.</summary>
    public async Task<RefundOutcome> RefundAsync(GatewayRefund refund, CancellationToken cancel)
    {
        var answer = await SendAsync<GatewayState>(
            HttpMethod.Post,
            $"/orders/{Uri.EscapeDataString(refund.OrderId)}/refund",
            new RefundBody(refund.Amount.Dong, refund.RefundId),
            cancel
        );
        return answer.Value is { Status: GatewayStatus.Refunded } state && state.OrderId == refund.OrderId
            ? new RefundOutcome.Refunded(state)
            : new RefundOutcome.Failed(answer.Failure);
    }

    /// <summary>Whether the gateway signed this body; anything but a proof is a refusal.</summary>
    public Task<NotificationCheck> VerifyAsync(
        string? signature,
        ReadOnlyMemory<byte> body,
        CancellationToken cancel
    ) => notifications.VerifyAsync(signature, body, cancel);

    private async Task<Answer<T>> SendAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancel)
        where T : class
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Limit);
        try
        {
            using var request = new HttpRequestMessage(method, _address + path);
            request.Content = body is null ? null : JsonContent.Create(body, body.GetType());
            using var http = clients.CreateClient(nameof(PaymentGateway));
            using var answer = await http.SendAsync(request, limit.Token);
            return answer.StatusCode switch
            {
                HttpStatusCode.OK or HttpStatusCode.Created => new(
                    await answer.Content.ReadFromJsonAsync<T>(LawJson.Options, limit.Token),
                    PaymentFailure.BadAnswer
                ),
                HttpStatusCode.NotFound => new(null, PaymentFailure.Unknown),
                >= HttpStatusCode.InternalServerError => new(null, PaymentFailure.Unreachable),
                _ => new(null, PaymentFailure.Refused),
            };
        }
        catch (JsonException)
        {
            return new(null, PaymentFailure.BadAnswer);
        }
        catch (Exception e)
            when (e is HttpRequestException or IOException
                || (e is OperationCanceledException && !cancel.IsCancellationRequested)
            )
        {
            return new(null, PaymentFailure.Unreachable);
        }
    }

    private readonly record struct Answer<T>(T? Value, PaymentFailure Failure);

    private sealed record OrderBody(
        string Merchant,
        string OrderId,
        long Amount,
        string Description,
        string ReturnUrl,
        string NotifyUrl
    );

    private sealed record CreatedBody(string PaymentId, string PayUrl);

    private sealed record RefundBody(long Amount, string RefundId);
}
