using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Civic.TrustServices.Authority;

/// <summary>A certificate with its P-256 key, kept as two PEM files that only the owner reads.</summary>
internal sealed record AuthorityKey(X509Certificate2 Certificate, ECDsa Key)
{
    internal static AuthorityKey LoadOrMake(string folder, string name, Func<ECDsa, X509Certificate2> certify)
    {
        var (keyFile, certificateFile) = (Path.Combine(folder, $"{name}.key.pem"), Path.Combine(folder, $"{name}.pem"));
        if (File.Exists(keyFile) && File.Exists(certificateFile))
        {
            var known = ECDsa.Create();
            known.ImportFromPem(File.ReadAllText(keyFile));
            return new AuthorityKey(X509Certificate2.CreateFromPem(File.ReadAllText(certificateFile)), known);
        }

        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var certificate = certify(key);
        WritePrivate(keyFile, key.ExportPkcs8PrivateKeyPem());
        WritePrivate(certificateFile, certificate.ExportCertificatePem());
        return new AuthorityKey(certificate, key);
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
}
