using Civic.Payments.Notifications;
using Civic.Payments.Orders;
using Civic.Shared.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Civic.Payments.Web;

/// <summary>
/// Where a person pays, is declined or cancels; then back to the merchant, who is told by the signed notification.
/// </summary>
[ResponseCache(NoStore = true)]
internal sealed class PayModel(OrderBook book, Notifier notifier, TimeProvider clock) : PageModel
{
    public Order? Order { get; private set; }

    public string Amount => new Money(Order!.Placed.Amount).ToString();

    public bool IsOpen => Order!.Status == OrderStatus.Pending;

    public void OnGet(string paymentId) => Find(paymentId);

    public IActionResult OnPost(string paymentId)
    {
        if (Find(paymentId) is not { } order)
        {
            return Page();
        }

        OrderStatus? chosen = Request.Form["Act"].ToString() switch
        {
            "pay" => OrderStatus.Paid,
            "fail" => OrderStatus.Failed,
            "cancel" => OrderStatus.Cancelled,
            _ => null,
        };
        if (chosen is not { } status)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        // Pressed twice, it is settled once.
        if (order.Settle(status, clock.GetUtcNow()))
        {
            notifier.Announce(order);
        }

        Response.Headers.Location = order.Placed.ReturnUrl;
        return new StatusCodeResult(StatusCodes.Status303SeeOther);
    }

    private Order? Find(string paymentId)
    {
        Order = book.ByPayment(paymentId);
        if (Order is null)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
        }

        return Order;
    }
}
