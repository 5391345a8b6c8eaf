using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Civic.Shared.Web;

/// <summary>
/// The design system's style sheets, Civic's own and its few scripts, from memory: compressed once per process and
/// named by their content, so that a browser keeps them for ever.
/// </summary>
public static class DesignAssets
{
    private static readonly FrozenDictionary<string, Asset> ByName = Load();

    /// <summary>Address of an asset, such as "civic.css".</summary>
    public static string AddressOf(string name) => $"/assets/{ByName[name].Hash}/{name}";

    internal static void MapDesignAssets(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/assets/{hash}/{name}", Serve).AllowAnonymous();
        routes.MapGet("/favicon.ico", () => Results.NoContent()).AllowAnonymous();
        routes.MapPost("/language", (Delegate)SwitchLanguage).AllowAnonymous().DisableAntiforgery();
    }

    private static async Task Serve(HttpContext http, string hash, string name)
    {
        if (!ByName.TryGetValue(name, out var asset) || asset.Hash != hash)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        http.Response.ContentType = asset.ContentType;
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        http.Response.Headers.Vary = "Accept-Encoding";
        var brotli = http.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal);
        if (brotli)
        {
            http.Response.Headers.ContentEncoding = "br";
        }

        var body = brotli ? asset.Brotli : asset.Plain;
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    /// <summary>The switch works as a plain form; it leads back to the page it came from, on this host only.</summary>
    private static async Task<IResult> SwitchLanguage(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var language = form["lang"] == "en" ? "en" : "vi";
        http.Response.Cookies.Append(Words.Cookie, language, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            MaxAge = TimeSpan.FromDays(365),
            IsEssential = true,
        });
        var back = form["back"].ToString();
        var local = back.StartsWith('/') && !back.StartsWith("//", StringComparison.Ordinal)
            && !back.Contains('\\', StringComparison.Ordinal);
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = local ? back : "/";
        return Results.Empty;
    }

    private static FrozenDictionary<string, Asset> Load()
    {
        var assembly = typeof(DesignAssets).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith("assets/", StringComparison.Ordinal))
            .ToFrozenDictionary(n => n["assets/".Length..], n =>
            {
                using var stream = assembly.GetManifestResourceStream(n)!;
                using var copy = new MemoryStream();
                stream.CopyTo(copy);
                return Asset.From(n, copy.ToArray());
            });
    }

    private sealed record Asset(byte[] Plain, byte[] Brotli, string Hash, string ContentType)
    {
        internal static Asset From(string name, byte[] plain)
        {
            using var packed = new MemoryStream();
            using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal))
            {
                brotli.Write(plain);
            }

            return new Asset(plain, packed.ToArray(), Convert.ToHexStringLower(SHA256.HashData(plain))[..16],
                Path.GetExtension(name) switch
                {
                    ".css" => "text/css; charset=utf-8",
                    ".js" => "text/javascript; charset=utf-8",
                    ".svg" => "image/svg+xml",
                    _ => "application/octet-stream",
                });
        }
    }
}
