using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Civic.TrustServices.Authority;

/// <summary>A certificate with its key, kept as two PEM files that only the owner reads.</summary>
internal sealed class AuthorityKey
{
    private AuthorityKey(X509Certificate2 certificate, KeyAlgorithm algorithm, AsymmetricAlgorithm key)
    {
        (Certificate, Hash) = (certificate, algorithm.Hash);
        Raw = certificate.RawData;
        Generator = algorithm.GeneratorOf(key);
        AlgorithmIdentifier = Generator.GetSignatureAlgorithmIdentifier(Hash);
    }

    internal X509Certificate2 Certificate { get; }

    /// <summary>The certificate in DER.</summary>
    internal byte[] Raw { get; }

    internal HashAlgorithmName Hash { get; }

    internal X509SignatureGenerator Generator { get; }

    /// <summary>Names how it signs, in DER.</summary>
    internal byte[] AlgorithmIdentifier { get; }

    /// <summary>A signature in the form that X.509, OCSP and CMS share.</summary>
    internal byte[] Sign(byte[] data) => Generator.SignData(data, Hash);

    /// <returns>Null where there is none of this name yet.</returns>
    internal static AuthorityKey? TryLoad(string folder, string name, KeyAlgorithm algorithm)
    {
        var (keyFile, certificateFile) = FilesOf(folder, name);
        return File.Exists(keyFile) && File.Exists(certificateFile)
            ? new AuthorityKey(X509Certificate2.CreateFromPem(File.ReadAllText(certificateFile)), algorithm,
                algorithm.Import(File.ReadAllText(keyFile)))
            : null;
    }

    internal static AuthorityKey Make(
        string folder, string name, KeyAlgorithm algorithm, Func<AsymmetricAlgorithm, X509Certificate2> certify)
    {
        var (keyFile, certificateFile) = FilesOf(folder, name);
        var key = algorithm.Create();
        var certificate = certify(key);
        WritePrivate(keyFile, key.ExportPkcs8PrivateKeyPem());
        WritePrivate(certificateFile, certificate.ExportCertificatePem());
        return new AuthorityKey(certificate, algorithm, key);
    }

    internal static void WritePrivate(string file, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var stream = new FileStream(file, options);
        using var writer = new StreamWriter(stream);
        writer.Write(text);
    }

    private static (string Key, string Certificate) FilesOf(string folder, string name) =>
        (Path.Combine(folder, $"{name}.key.pem"), Path.Combine(folder, $"{name}.pem"));
}
