using System.Formats.Asn1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Civic.TrustServices.Ocsp;

/// <summary>
/// RFC 6960 appendix A: a POST with the request as body, or a GET with it in base64 as the rest of the path.
/// </summary>
internal static class OcspEndpoints
{
    internal static void MapOcsp(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/ocsp", async (HttpContext http, OcspResponder responder, CancellationToken cancellation) =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body, cancellation);
            return Answer(body.ToArray(), responder);
        }).AllowAnonymous();
        routes.MapGet("/ocsp/{**request}", (string request, OcspResponder responder) =>
        {
            // A slash of base64 may stand encoded or bare.
            var text = Uri.UnescapeDataString(request);
            var der = new byte[text.Length];
            return Answer(Convert.TryFromBase64String(text, der, out var length) ? der[..length] : [], responder);
        }).AllowAnonymous();
    }

    private static IResult Answer(byte[] request, OcspResponder responder)
    {
        try
        {
            return Results.Bytes(responder.Answer(OcspRequest.Read(request)), "application/ocsp-response");
        }
        catch (AsnContentException)
        {
            return Results.Bytes(OcspResponder.Refusal(status: 1), "application/ocsp-response");
        }
    }
}
