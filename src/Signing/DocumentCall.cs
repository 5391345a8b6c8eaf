using System.Globalization;
using System.Security.Claims;
using Civic.Shared.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Civic.Signing;

/// <summary>A document sent to be signed or renewed: by whom, with which number, once for each key.</summary>
internal sealed record DocumentCall(string Client, string IdempotencyKey, string Number, byte[] Pdf)
{
    /// <summary>Lower-case hexadecimal digest of the document as it came.</summary>
    public string InputSha256 { get; } = Sha256Text.Of(Pdf);

    internal const string KeyHeader = "Idempotency-Key";

    internal static bool IsKeyValid(string key) => key.Length is > 0 and <= 200 && key.All(c => c is >= '!' and <= '~');

    /// <returns>The call, or the problem to answer with; never both.</returns>
    internal static async Task<(DocumentCall? Call, ProblemHttpResult? Problem)> ReadAsync(
        HttpContext http, string number, CancellationToken cancellation)
    {
        if (!DocumentNumber.IsValid(number))
        {
            return (null, Problems.NumberInvalid());
        }

        var key = http.Request.Headers[KeyHeader].ToString();
        if (!IsKeyValid(key))
        {
            return (null, Problems.IdempotencyKeyInvalid());
        }

        return await http.Request.ReadLimitedAsync(SigningOptions.MaxPdfBytes, cancellation) is { } pdf
            ? (new(http.User.FindFirstValue(BridgeClaims.ClientId) ?? "", key, number, pdf), null)
            : (null, Problems.TooLarge());
    }

    /// <summary>A moment as the answer's headers spell it.</summary>
    internal static string Written(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
