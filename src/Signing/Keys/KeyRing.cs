using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Civic.Shared.Hosting;

namespace Civic.Signing.Keys;

/// <summary>
/// The profiles' keys: PKCS#12 files in the data folder, their passwords beside them, both for the owner alone.
/// </summary>
internal sealed class KeyRing(CivicSettings settings)
{
    private static readonly PbeParameters Encryption =
        new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, iterationCount: 100_000);

    private readonly ConcurrentDictionary<string, SigningKey> _keys = new(StringComparer.Ordinal);

    internal bool TryGet(string profile, [NotNullWhen(true)] out SigningKey? key) =>
        _keys.TryGetValue(profile, out key);

    internal bool Holds(string profile) => _keys.ContainsKey(profile);

    /// <summary>Takes up the key that is kept on disk, if one is.</summary>
    /// <exception cref="StartupRefusal">There is a file, but it can't be opened.</exception>
    internal bool TryLoad(string profile)
    {
        var (file, passwordFile) = FilesOf(profile);
        if (!File.Exists(file) || !File.Exists(passwordFile))
        {
            return false;
        }

        try
        {
            var all = X509CertificateLoader.LoadPkcs12CollectionFromFile(
                file, File.ReadAllText(passwordFile).Trim(), X509KeyStorageFlags.EphemeralKeySet);
            var own = all.First(c => c.HasPrivateKey);
            var chain = Ordered(own, all);
            _keys[profile] = new SigningKey(own.GetECDsaPrivateKey() ?? throw new CryptographicException("no EC key"),
                chain[0], chain);
            return true;
        }
        catch (Exception e) when (e is CryptographicException or InvalidOperationException)
        {
            throw new StartupRefusal($"the key file of profile {profile} can't be opened: {e.Message}");
        }
    }

    internal void Save(string profile, ECDsa key, IReadOnlyList<X509Certificate2> chain)
    {
        var (file, passwordFile) = FilesOf(profile);
        var password = Convert.ToBase64String(RandomNumberGenerator.GetBytes(24));
        var keys = new Pkcs12SafeContentsBuilder(key, chain);
        PrivateFile.Write(passwordFile, Encoding.ASCII.GetBytes(password + "\n"));
        PrivateFile.Write(file, keys.Encode(password, Encryption));
        _keys[profile] = new SigningKey(key, chain[0], chain);
    }

    private (string File, string Password) FilesOf(string profile) =>
        (Path.Combine(settings.DataFolder, $"{profile}.p12"),
            Path.Combine(settings.DataFolder, $"{profile}.p12-password"));

    private static List<X509Certificate2> Ordered(X509Certificate2 leaf, X509Certificate2Collection all)
    {
        List<X509Certificate2> chain = [X509CertificateLoader.LoadCertificate(leaf.RawData)];
        while (chain[^1].IssuerName.Name != chain[^1].SubjectName.Name
            && all.FirstOrDefault(c => c.SubjectName.Name == chain[^1].IssuerName.Name) is { } issuer)
        {
            chain.Add(X509CertificateLoader.LoadCertificate(issuer.RawData));
        }

        return chain;
    }

    /// <summary>One key and its chain as PKCS#12 (RFC 7292), both parts encrypted.</summary>
    private sealed class Pkcs12SafeContentsBuilder(ECDsa key, IReadOnlyList<X509Certificate2> chain)
    {
        internal byte[] Encode(string password, PbeParameters encryption)
        {
            var keyId = new System.Security.Cryptography.Pkcs.Pkcs9LocalKeyId(chain[0].GetCertHash());
            var keys = new System.Security.Cryptography.Pkcs.Pkcs12SafeContents();
            keys.AddShroudedKey(key, password, encryption).Attributes.Add(keyId);
            var certificates = new System.Security.Cryptography.Pkcs.Pkcs12SafeContents();
            certificates.AddCertificate(chain[0]).Attributes.Add(keyId);
            foreach (var issuer in chain.Skip(1))
            {
                certificates.AddCertificate(issuer);
            }

            var file = new System.Security.Cryptography.Pkcs.Pkcs12Builder();
            file.AddSafeContentsUnencrypted(keys);
            file.AddSafeContentsEncrypted(certificates, password, encryption);
            file.SealWithMac(password, HashAlgorithmName.SHA256, encryption.IterationCount);
            return file.Encode();
        }
    }
}
