using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Civic.Shared.Hosting;
using Microsoft.Extensions.Options;

namespace Civic.Signing.Keys;

/// <summary>
/// PKCS#11 tokens, through OpenSSL's engine (Debian libengine-pkcs11-openssl). The certificate and its issuers lie as
/// PEM in the data folder; in the sandbox its authority certifies the key that the operator made on the token.
/// </summary>
internal sealed class TokenKeyStore(
    CivicSettings settings, IOptions<SigningOptions> options, SandboxAuthorityClient authority) : IKeyStore
{
    public bool BringsItsOwn => false;

    public ISigningKey? TryLoad(string name, ProfileOptions profile)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new StartupRefusal($"profile {name}: PKCS#11 tokens are reached through OpenSSL, so not on Windows.");
        }

        var handle = Open(name, profile.Pkcs11!);
        using var key = AlgorithmOf(handle, name, profile);
        return File.Exists(ChainFile(name)) ? new TokenKey(handle, profile.Scheme, ChainOf(name, key)) : null;
    }

    public async Task<ISigningKey> CompleteAsync(
        string name, ProfileOptions profile, CancellationToken cancellation)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new KeyUnavailableException("tokens are reached through OpenSSL");
        }

        var handle = Open(name, profile.Pkcs11!);
        using var key = AlgorithmOf(handle, name, profile);
        var chain = await authority.EnrolAsync(profile, key, cancellation);
        var pem = string.Join('\n', chain.Select(c => c.ExportCertificatePem())) + "\n";
        PrivateFile.Write(ChainFile(name), Encoding.ASCII.GetBytes(pem));
        return new TokenKey(handle, profile.Scheme, chain);
    }

    public string Remedy(string name) =>
        $"put {name}.pem with its certificate and all issuers into the data folder";

    [UnsupportedOSPlatform("windows")]
    private SafeEvpPKeyHandle Open(string name, Pkcs11Options token)
    {
        var module = options.Value.Pkcs11Module;
        if (!File.Exists(module))
        {
            throw new StartupRefusal(
                $"Civic:Signing:Pkcs11Module must name the PKCS#11 module of profile {name}; '{module}' is not there.");
        }

        _ = SecretFile.Read(token.PinFile, $"Civic:Signing:Profiles:{name}:Pkcs11:PinFile");
        Pkcs11Engine.UseModule(module);
        try
        {
            return Pkcs11Engine.Open(token);
        }
        catch (CryptographicException)
        {
            throw new StartupRefusal(
                $"the key of profile {name} can't be opened: is the token '{token.Token}' there, with the private " +
                $"key '{token.Object}', the PIN right, and libengine-pkcs11-openssl installed?");
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static AsymmetricAlgorithm AlgorithmOf(SafeEvpPKeyHandle handle, string name, ProfileOptions profile)
    {
        try
        {
            return TokenKey.Algorithm(handle, profile.Scheme);
        }
        catch (CryptographicException)
        {
            throw new StartupRefusal($"the key of profile {name} is of another kind than {profile.Key}.");
        }
    }

    private List<X509Certificate2> ChainOf(string name, AsymmetricAlgorithm key)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(ChainFile(name));
        return chain.Count > 0
            && chain[0].PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo())
            ? [.. chain]
            : throw new StartupRefusal(
                $"{ChainFile(name)} does not begin with the certificate of the key on the token.");
    }

    private string ChainFile(string name) => Path.Combine(settings.DataFolder, $"{name}.pem");
}
