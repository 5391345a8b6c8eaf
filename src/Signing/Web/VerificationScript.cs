using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Civic.Signing.Web;

/// <summary>The one script of these pages; they are complete without it. Named by its content, kept for ever.</summary>
internal static class VerificationScript
{
    private static readonly byte[] Content = Read();

    internal static string Address { get; } = $"/scripts/{Sha256Text.Of(Content)[..16]}/statement.js";

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Address, (HttpContext http) =>
    {
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(Content, "text/javascript; charset=utf-8");
    }).AllowAnonymous().ExcludeFromDescription();

    private static byte[] Read()
    {
        using var stream = typeof(VerificationScript).Assembly.GetManifestResourceStream("scripts/statement.js")!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
