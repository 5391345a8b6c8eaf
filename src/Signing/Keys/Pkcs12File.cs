using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Civic.Signing.Keys;

/// <summary>One key and its chain as PKCS#12 (RFC 7292), both parts encrypted.</summary>
internal static class Pkcs12File
{
    // The password is 192 random bits, which no stretching makes harder to guess; it would only slow the first start.
    private static readonly PbeParameters Encryption =
        new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, iterationCount: 2_000);

    internal static byte[] Encode(AsymmetricAlgorithm key, IReadOnlyList<X509Certificate2> chain, string password)
    {
        var keyId = new Pkcs9LocalKeyId(chain[0].GetCertHash());
        var keys = new Pkcs12SafeContents();
        keys.AddShroudedKey(key, password, Encryption).Attributes.Add(keyId);
        var certificates = new Pkcs12SafeContents();
        certificates.AddCertificate(chain[0]).Attributes.Add(keyId);
        foreach (var issuer in chain.Skip(1))
        {
            certificates.AddCertificate(issuer);
        }

        var file = new Pkcs12Builder();
        file.AddSafeContentsUnencrypted(keys);
        file.AddSafeContentsEncrypted(certificates, password, Encryption);
        file.SealWithMac(password, HashAlgorithmName.SHA256, Encryption.IterationCount);
        return file.Encode();
    }

    /// <returns>The key, and its certificate with the issuers that are in the file.</returns>
    /// <exception cref="CryptographicException">The password is wrong, or there is no key to sign with.</exception>
    internal static (AsymmetricAlgorithm Key, IReadOnlyList<X509Certificate2> Chain) Read(string file, string password)
    {
        var all = X509CertificateLoader.LoadPkcs12CollectionFromFile(
            file, password, X509KeyStorageFlags.EphemeralKeySet | X509KeyStorageFlags.Exportable);
        var own = all.FirstOrDefault(c => c.HasPrivateKey)
            ?? throw new CryptographicException("there is no private key in it");
        AsymmetricAlgorithm? key = own.GetECDsaPrivateKey();
        key ??= own.GetRSAPrivateKey();
        return (key ?? throw new CryptographicException("its key is neither EC nor RSA"),
            CertificatePath.Order(own, all));
    }
}
