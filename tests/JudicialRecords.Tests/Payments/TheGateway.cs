using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Civic.JudicialRecords.Payments;
using Civic.Shared.Hosting;
using Civic.Shared.SignIn;
using Civic.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace Civic.JudicialRecords.Tests.Payments;

/// <summary>Says what a gateway would, with its own key, at the moment and in the order that a test chooses.</summary>
internal sealed class TheGateway(TestHost judicial, TestHost gateway)
{
    private const string At = "2024-09-03T02:05:00Z";

    private readonly ECDsaSecurityKey _key = EcKeys.FromPkcs8(
        File.ReadAllBytes(
            Path.Combine(
                gateway.Services.GetRequiredService<CivicSettings>().DataFolder,
                "notification-key.p8"
            )
        )
    );

    internal Task<HttpResponseMessage> SaysAsync(PaymentOrder order, string status, long? amount = null) =>
        SaysAsync(order.Id, status, amount ?? order.Amount.Dong);

    internal Task<HttpResponseMessage> SaysAsync(Guid order, string status, long amount)
    {
        var body = BodyOf(order, status, amount);
        return SendAsync(body, Sign(body, _key, _key.KeyId));
    }

    internal Task<HttpResponseMessage> SendAsync(byte[] body, string? signature)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/payments/notifications")
        {
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (signature is not null)
        {
            request.Headers.Add("Civic-Signature", signature);
        }

        return judicial.Http.SendAsync(request);
    }

    internal string Sign(byte[] body) => Sign(body, _key, _key.KeyId);

    /// <summary>Signed by somebody who names the gateway's key.</summary>
    internal string Forge(byte[] body) => Sign(body, EcKeys.Generate(), _key.KeyId);

    internal static string SignByAnother(byte[] body)
    {
        var other = EcKeys.Generate();
        return Sign(body, other, other.KeyId);
    }

    internal static byte[] BodyOf(Guid order, string status, long amount) =>
        Encoding.UTF8.GetBytes(
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"paymentId":"p1","orderId":"{{order}}","amount":{{amount}},"status":"{{status}}","at":"{{At}}"}"""
            )
        );

    private static string Sign(byte[] body, ECDsaSecurityKey key, string keyId)
    {
        var header = Base64UrlEncoder.Encode($$"""{"alg":"ES256","kid":"{{keyId}}"}""");
        var signed = Encoding.ASCII.GetBytes($"{header}.{Base64UrlEncoder.Encode(body)}");
        return $"{header}..{Base64UrlEncoder.Encode(key.ECDsa.SignData(signed, HashAlgorithmName.SHA256))}";
    }
}
