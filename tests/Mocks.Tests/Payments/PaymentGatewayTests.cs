using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Civic.Payments;
using Civic.Shared.Hosting;
using Civic.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;
using Shouldly;
using Xunit;

namespace Civic.Mocks.Tests.Payments;

/// <summary>The gateway as a merchant and a payer see it.</summary>
public sealed class PaymentGatewayTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<(string Signature, byte[] Body)> _notices = new();
    private int _refuseFirst;
    private TestHost _payments = null!;
    private TestHost _merchant = null!;

    public async ValueTask InitializeAsync()
    {
        var addresses = TestHost.FreeAddresses("payments", "merchant");
        var merchant = new ServiceDescription(
            "merchant",
            _ => { },
            app => app.MapPost("/notify", (Delegate)TakeAsync).AllowAnonymous()
        );
        _payments = await TestHost.StartAsync(PaymentsHost.Service, addresses);
        _merchant = await TestHost.StartAsync(merchant, addresses);
    }

    public async ValueTask DisposeAsync()
    {
        await _merchant.DisposeAsync();
        await _payments.DisposeAsync();
    }

    [Theory]
    [InlineData("pay", "paid")]
    [InlineData("fail", "failed")]
    [InlineData("cancel", "cancelled")]
    public async Task Pay_EachButton_SendsThePayerBackAndTellsTheMerchantSigned(string act, string status)
    {
        var page = await PlaceAsync("order-1");

        var back = await ActAsync(page, act);

        back.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        back.Headers.Location!.ToString().ShouldBe(_merchant.Address + "/back");
        var (signature, body) = (await NoticesAsync(1)).Single();
        using var notice = JsonDocument.Parse(body);
        notice.RootElement.GetProperty("status").GetString().ShouldBe(status);
        notice.RootElement.GetProperty("orderId").GetString().ShouldBe("order-1");
        notice.RootElement.GetProperty("amount").GetInt64().ShouldBe(5_000);
        (await IsSignedAsync(signature, body)).ShouldBeTrue();
        body[^3]++;
        (await IsSignedAsync(signature, body)).ShouldBeFalse();
    }

    [Fact]
    public async Task Page_OpenOrder_ShowsAmountInVietnameseFirst()
    {
        var html = await _payments.Http.GetStringAsync(await PlaceAsync("order-2"), Cancel);

        html.ShouldContain("<html lang=\"vi\">");
        html.ShouldContain("5.000 đ");
        html.ShouldContain("value=\"cancel\"");
    }

    [Fact]
    public async Task Pay_PressedTwice_IsPaidAndToldOnce()
    {
        var page = await PlaceAsync("order-3");
        await ActAsync(page, "pay");
        await ActAsync(page, "cancel");

        (await StatusAsync("order-3")).ShouldBe("paid");
        (await NoticesAsync(1)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Notify_MerchantFailsFirst_IsToldAgain()
    {
        _refuseFirst = 2;
        await ActAsync(await PlaceAsync("order-4"), "pay");

        (await NoticesAsync(1)).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("duplicate", 2, 5_000)]
    [InlineData("slow-body", 1, 5_000)]
    [InlineData("partial-match", 1, 2_500)]
    public async Task Notify_Fault_IsWhatItSays(string kind, int times, long amount)
    {
        await SpoilAsync(kind);
        await ActAsync(await PlaceAsync("order-5"), "pay");

        var notices = await NoticesAsync(times);

        notices.Count.ShouldBe(times);
        JsonDocument.Parse(notices[0].Body).RootElement.GetProperty("amount").GetInt64().ShouldBe(amount);
    }

    [Fact]
    public async Task Notify_Lost_StateIsStillToBeAskedFor()
    {
        await SpoilAsync("timeout");
        await ActAsync(await PlaceAsync("order-6"), "pay");

        (await StatusAsync("order-6")).ShouldBe("paid");
        _notices.ShouldBeEmpty();
    }

    [Fact]
    public async Task Refund_PaidOrder_IsGivenBackOnceHoweverOftenAsked()
    {
        await ActAsync(await PlaceAsync("order-7"), "pay");

        for (var i = 0; i < 2; i++)
        {
            (await RefundAsync("order-7", 5_000)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        (await StatusAsync("order-7")).ShouldBe("refunded");
        (await NoticesAsync(2)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Refund_PartByPart_IsNeverMoreThanWasPaid()
    {
        await PlaceAsync("order-10");
        (await _payments.Http.PostAsync("/orders/order-10/pay", null, Cancel)).EnsureSuccessStatusCode();

        foreach (var (part, amount, status) in new[]
        {
            ("a", 2_000, HttpStatusCode.OK), ("a", 2_000, HttpStatusCode.OK), ("a", 1_000, HttpStatusCode.Conflict),
            ("b", 3_001, HttpStatusCode.Conflict), ("b", 3_000, HttpStatusCode.OK), ("c", 1, HttpStatusCode.Conflict),
        })
        {
            using var answer = await _payments.Http.PostAsJsonAsync(
                "/orders/order-10/refund", new { amount, refundId = part }, Cancel);
            answer.StatusCode.ShouldBe(status, $"{part} {amount}");
            (await StatusAsync("order-10")).ShouldBe(part == "a" || amount == 3_001 ? "paid" : "refunded");
        }
    }

    [Fact]
    public async Task Refund_UnpaidOrUnknownOrTooMuch_IsRefused()
    {
        await PlaceAsync("order-8");

        (await RefundAsync("order-8", 5_000)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await RefundAsync("order-8", 5_001)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await RefundAsync("nobody", 5_000)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Place_SameOrderAgain_GivesTheSamePageAndOtherContentIsRefused()
    {
        (await PlaceAsync("order-9")).ShouldBe(await PlaceAsync("order-9"));

        (await PostOrderAsync("order-9", 6_000)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private async Task<IResult> TakeAsync(HttpContext http)
    {
        if (Interlocked.Decrement(ref _refuseFirst) >= 0)
        {
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        _notices.Enqueue((http.Request.Headers["Civic-Signature"].ToString(), body.ToArray()));
        return Results.Ok();
    }

    private Task<HttpResponseMessage> PostOrderAsync(string orderId, long amount) =>
        _payments.Http.PostAsJsonAsync(
            "/orders",
            new
            {
                merchant = "judicial-records",
                orderId,
                amount,
                description = "Phí cung cấp thông tin lý lịch tư pháp",
                returnUrl = _merchant.Address + "/back",
                notifyUrl = _merchant.Address + "/notify",
            },
            Cancel
        );

    private async Task<string> PlaceAsync(string orderId)
    {
        var answer = await PostOrderAsync(orderId, 5_000);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("payUrl").GetString()!;
    }

    /// <summary>Presses a button of the page, with the page's own antiforgery token and cookie.</summary>
    private async Task<HttpResponseMessage> ActAsync(string page, string act)
    {
        var shown = await _payments.Http.GetAsync(page, Cancel);
        var html = await shown.Content.ReadAsStringAsync(Cancel);
        const string Marker = "name=\"__RequestVerificationToken\" type=\"hidden\" value=\"";
        var fields = new Dictionary<string, string> { ["Act"] = act };
        if (html.IndexOf(Marker, StringComparison.Ordinal) is var at and >= 0)
        {
            fields["__RequestVerificationToken"] = html[(at + Marker.Length)..].Split('"')[0];
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, page)
        {
            Content = new FormUrlEncodedContent(fields),
        };
        if (shown.Headers.TryGetValues("Set-Cookie", out var cookies))
        {
            _cookie = string.Join("; ", cookies.Select(c => c.Split(';')[0]));
        }

        request.Headers.Add("Cookie", _cookie);
        return await _payments.Http.SendAsync(request, Cancel);
    }

    private string _cookie = "";

    private async Task<string?> StatusAsync(string orderId) =>
        (await _payments.Http.GetFromJsonAsync<JsonElement>($"/orders/{orderId}", Cancel))
            .GetProperty("status")
            .GetString();

    private Task<HttpResponseMessage> RefundAsync(string orderId, long amount) =>
        _payments.Http.PostAsJsonAsync($"/orders/{orderId}/refund", new { amount }, Cancel);

    private async Task SpoilAsync(string kind) =>
        (
            await _payments.Http.PostAsJsonAsync(
                "/__civic/scenario",
                new
                {
                    faults = new[]
                    {
                        new
                        {
                            route = "/notify",
                            kind,
                            count = 1,
                            delayMs = 200,
                        },
                    },
                },
                Cancel
            )
        ).EnsureSuccessStatusCode();

    private async Task<List<(string Signature, byte[] Body)>> NoticesAsync(int atLeast)
    {
        for (var i = 0; i < 100 && _notices.Count < atLeast; i++)
        {
            await Task.Delay(100, Cancel);
        }

        return [.. _notices];
    }

    /// <summary>RFC 7515 appendix F, by hand: the body goes back between header and signature.</summary>
    private async Task<bool> IsSignedAsync(string signature, byte[] body)
    {
        var jwks = await _payments.Http.GetFromJsonAsync<JsonElement>("/.well-known/jwks.json", Cancel);
        var key = jwks.GetProperty("keys")[0];
        using var ecdsa = ECDsa.Create(
            new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new()
                {
                    X = Base64UrlEncoder.DecodeBytes(key.GetProperty("x").GetString()),
                    Y = Base64UrlEncoder.DecodeBytes(key.GetProperty("y").GetString()),
                },
            }
        );
        var parts = signature.Split('.');
        parts[1].ShouldBeEmpty();
        return ecdsa.VerifyData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{Base64UrlEncoder.Encode(body)}"),
            Base64UrlEncoder.DecodeBytes(parts[2]),
            HashAlgorithmName.SHA256
        );
    }
}
