using System.Security.Cryptography.X509Certificates;

namespace Civic.Signing.Keys;

internal static class CertificatePath
{
    /// <summary>A certificate and its issuers, each before the one that issued it, as far as they are there.</summary>
    internal static IReadOnlyList<X509Certificate2> Order(X509Certificate2 leaf, IEnumerable<X509Certificate2> all)
    {
        var known = all.ToList();
        List<X509Certificate2> chain = [X509CertificateLoader.LoadCertificate(leaf.RawData)];
        // More steps than certificates would be a circle.
        while (chain.Count <= known.Count && chain[^1].IssuerName.Name != chain[^1].SubjectName.Name
            && known.Find(c => c.SubjectName.Name == chain[^1].IssuerName.Name) is { } issuer)
        {
            chain.Add(X509CertificateLoader.LoadCertificate(issuer.RawData));
        }

        return chain;
    }
}
