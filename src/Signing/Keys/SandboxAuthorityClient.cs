using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Civic.Shared.Hosting;

namespace Civic.Signing.Keys;

/// <summary>Has the sandbox's authority certify keys and say which root it leads to.</summary>
internal sealed class SandboxAuthorityClient(IHttpClientFactory http, CivicSettings settings)
{
    internal const string Client = "enrolment";

    /// <exception cref="HttpRequestException">It does not answer yet.</exception>
    internal async Task<string> RootAsync(CancellationToken cancellation)
    {
        using var authority = http.CreateClient(Client);
        return await authority.GetStringAsync($"{settings.AddressOf("trust")}/root.pem", cancellation);
    }

    /// <returns>The key's certificate first, the root last.</returns>
    /// <exception cref="HttpRequestException">It does not answer yet.</exception>
    internal async Task<IReadOnlyList<X509Certificate2>> EnrolAsync(
        ProfileOptions profile, AsymmetricAlgorithm key, CancellationToken cancellation)
    {
        if (settings.IsProduction)
        {
            throw new InvalidOperationException("Only the sandbox certifies keys by itself.");
        }

        var request = RequestFor(SubjectOf(profile), key);
        using var body = new ByteArrayContent(request.CreateSigningRequest());
        var kind = profile.Kind == SignerKind.Person ? "person" : "agency";
        using var authority = http.CreateClient(Client);
        using var answer = await authority.PostAsync(
            $"{settings.AddressOf("trust")}/certificates?profile={kind}", body, cancellation);
        answer.EnsureSuccessStatusCode();
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(await answer.Content.ReadAsStringAsync(cancellation));
        return [.. chain];
    }

    private static CertificateRequest RequestFor(X500DistinguishedName subject, AsymmetricAlgorithm key) => key switch
    {
        RSA rsa => new CertificateRequest(subject, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        ECDsa ecdsa => new CertificateRequest(subject, ecdsa, HashAlgorithmName.SHA256),
        _ => throw new System.Diagnostics.UnreachableException("A key that is neither EC nor RSA."),
    };

    private static X500DistinguishedName SubjectOf(ProfileOptions profile)
    {
        // The builder encodes the last part first: country, organization, name.
        var builder = new X500DistinguishedNameBuilder();
        builder.AddCommonName(profile.SignerName);
        builder.AddOrganizationName(profile.Organization);
        builder.AddCountryOrRegion("VN");
        return builder.Build();
    }
}
