using System.Security.Cryptography.X509Certificates;
using Civic.Shared.Hosting;
using Microsoft.Extensions.Options;

namespace Civic.Signing.Keys;

/// <summary>The roots that signatures and time stamps must lead to. Empty means that nothing is trusted.</summary>
internal sealed class TrustAnchors
{
    private readonly string _kept;
    private volatile X509Certificate2Collection _roots = [];

    public TrustAnchors(CivicSettings settings, IOptions<SigningOptions> options)
    {
        _kept = Path.Combine(settings.DataFolder, "trust-root.pem");
        var file = options.Value.TrustRoots ?? _kept;
        if (File.Exists(file))
        {
            Take(File.ReadAllText(file));
        }
        else if (options.Value.TrustRoots is not null)
        {
            throw new StartupRefusal($"Civic:Signing:TrustRoots names '{file}', which is not there.");
        }
    }

    internal bool IsEmpty => _roots.Count == 0;

    internal X509Certificate2Collection Roots => _roots;

    internal string Pem => _roots.ExportCertificatePems() + "\n";

    /// <summary>Keeps the sandbox's root; never called elsewhere.</summary>
    internal void Keep(string pem)
    {
        Take(pem);
        PrivateFile.Write(_kept, System.Text.Encoding.ASCII.GetBytes(Pem));
    }

    /// <summary>Builds a path to one of the roots as of a time, without fetching anything.</summary>
    internal X509Chain NewChain(DateTimeOffset at, IEnumerable<X509Certificate2> others)
    {
        var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(_roots);
        policy.ExtraStore.AddRange(others.ToArray());
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.VerificationTimeIgnored = false;
        policy.VerificationTime = at.UtcDateTime;
        return chain;
    }

    private void Take(string pem)
    {
        var roots = new X509Certificate2Collection();
        roots.ImportFromPem(pem);
        _roots = roots;
    }
}
