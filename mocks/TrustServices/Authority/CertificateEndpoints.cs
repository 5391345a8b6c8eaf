using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Civic.TrustServices.Authority;

/// <summary>Enrolment with a PKCS#10, revocation, and the authorities' own certificates.</summary>
internal static class CertificateEndpoints
{
    internal static void MapCertificates(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/certificates", EnrolAsync).AllowAnonymous();
        routes.MapPost("/certificates/{serial}/revoke", Revoke).AllowAnonymous();
        routes.MapGet("/root.pem", (SandboxAuthority authority) =>
            Results.Text(authority.Root.Certificate.ExportCertificatePem() + "\n", "application/x-pem-file"))
            .AllowAnonymous();
        routes.MapGet("/ca", (SandboxAuthority authority) => Results.Json(authority.Published())).AllowAnonymous();
        routes.MapGet("/ca/{name}.cer", (string name, SandboxAuthority authority) =>
            authority.AuthorityNamed(name) is { } found
                ? Results.Bytes(found.Certificate.RawData, "application/pkix-cert")
                : Results.NotFound()).AllowAnonymous();
    }

    /// <summary>Body: PKCS#10 as PEM or DER; answer: the certificate and its issuers up to the root as PEM.</summary>
    private static async Task<IResult> EnrolAsync(
        HttpContext http, string? profile, SandboxAuthority authority, CancellationToken cancellation)
    {
        if (CertificateProfile.Named(profile) is not { } known)
        {
            return Results.Problem("profile must be person, agency, ocsp or tsa.", statusCode: 422);
        }

        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, cancellation);
        try
        {
            var certificate = authority.Issue(Read(body.ToArray()), known);
            return Results.Text(string.Join('\n', certificate.ExportCertificatePem(),
                authority.IssuerOf(certificate).Certificate.ExportCertificatePem(),
                authority.Root.Certificate.ExportCertificatePem(), ""), "application/pem-certificate-chain");
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return Results.Problem($"This is no PKCS#10 signed by its own key: {e.Message}", statusCode: 422);
        }
    }

    private static CertificateRequest Read(byte[] body)
    {
        // Loading verifies the request's signature: the proof that the caller holds the key.
        var request = body.AsSpan().StartsWith("-----"u8)
            ? CertificateRequest.LoadSigningRequestPem(Encoding.ASCII.GetString(body), HashAlgorithmName.SHA256)
            : CertificateRequest.LoadSigningRequest(body, HashAlgorithmName.SHA256);
        using var rsa = request.PublicKey.GetRSAPublicKey();
        return rsa is { KeySize: < 2048 }
            ? throw new ArgumentException("an RSA key needs at least 2048 bits.")
            : request;
    }

    private static IResult Revoke(string serial, int? reason, IssuedCertificates issued, TimeProvider clock)
    {
        // A CRL holds whole seconds; the same moment must stand in OCSP answers.
        var at = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());
        return issued.Revoke(serial, new Revocation(at, reason ?? 0)) ? Results.NoContent() : Results.NotFound();
    }
}
