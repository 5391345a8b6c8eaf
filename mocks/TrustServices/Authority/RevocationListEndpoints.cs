using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Civic.TrustServices.Authority;

/// <summary>
/// Certificate revocation lists (RFC 5280 section 5), made afresh for each reader and valid for a day.
/// </summary>
internal static class RevocationListEndpoints
{
    internal static void MapRevocationLists(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/crl/{name}.crl", Serve).AllowAnonymous();

    private static IResult Serve(
        string name, SandboxAuthority authority, IssuedCertificates issued, TimeProvider clock)
    {
        if (authority.AuthorityNamed(name) is not { } issuer)
        {
            return Results.NotFound();
        }

        var list = new CertificateRevocationListBuilder();
        foreach (var (serial, revocation) in name == "root" ? [] : issued.Revoked)
        {
            list.AddEntry(Convert.FromHexString(serial), revocation.At, (X509RevocationReason)revocation.Reason);
        }

        var now = clock.GetUtcNow();
        var crl = list.Build(issuer.Certificate.SubjectName, issuer.Generator,
            new BigInteger(now.ToUnixTimeMilliseconds()), now.AddDays(1), issuer.Hash,
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer.Certificate, true, false),
            now.AddMinutes(-1));
        return Results.Bytes(crl, "application/pkix-crl");
    }
}
