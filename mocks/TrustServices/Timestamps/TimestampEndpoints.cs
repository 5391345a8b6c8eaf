using System.Security.Cryptography.Pkcs;
using Civic.Sandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Civic.TrustServices.Timestamps;

/// <summary>Time stamps over HTTP (RFC 3161 section 3.4).</summary>
internal static class TimestampEndpoints
{
    internal static void MapTimestamps(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/tsa", StampAsync).AllowAnonymous();

    private static async Task<IResult> StampAsync(
        HttpContext http, TimestampAuthority authority, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, cancellation);
        var answer = Rfc3161TimestampRequest.TryDecode(body.ToArray(), out var request, out _)
            ? authority.Answer(request)
            : TimestampAuthority.Refusal(failureBit: 5, "the request is not understood");
        return Results.Bytes(answer, "application/timestamp-reply");
    }
}
