using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Civic.Shared.Hosting;

namespace Civic.Signing.Keys.Remote;

/// <summary>Keys at a remote signing service. It certifies them itself; here they are only asked for.</summary>
internal sealed class RemoteKeyStore(CivicSettings settings, IHttpClientFactory http, TimeProvider clock) : IKeyStore
{
    internal const string Client = "remote-signing";

    /// <summary>More digests than this are never put under one authorization.</summary>
    private const int LargestBatch = 500;

    public bool BringsItsOwn => true;

    /// <summary>Only the service knows whether the key is there; at start just its secrets are looked at.</summary>
    public ISigningKey? TryLoad(string name, ProfileOptions profile)
    {
        var options = profile.Remote!;
        _ = SecretFile.Read(options.SecretFile, $"Civic:Signing:Profiles:{name}:Remote:SecretFile");
        _ = SecretFile.Read(options.PinFile, $"Civic:Signing:Profiles:{name}:Remote:PinFile");
        if (options.Credential.Length == 0 || options.ClientId.Length == 0
            || (settings.IsProduction && options.Address is null))
        {
            throw new StartupRefusal(
                $"Civic:Signing:Profiles:{name}:Remote needs an Address, a ClientId and a Credential.");
        }

        return null;
    }

    public async Task<ISigningKey> CompleteAsync(
        string name, ProfileOptions profile, CancellationToken cancellation)
    {
        var options = profile.Remote!;
        var place = $"Civic:Signing:Profiles:{name}:Remote";
        var account = new CscAccount(options.Address ?? settings.AddressOf("trust") + "/csc/v2", options.ClientId,
            SecretFile.Read(options.SecretFile, place), TimeSpan.FromMilliseconds(options.TimeoutMs));
        var client = new CscClient(http.CreateClient(Client), account, clock);
        var offered = await client.ListAsync(cancellation);
        if (!offered.Contains(options.Credential))
        {
            throw new KeyUnavailableException("the signing service has no such credential for this client");
        }

        var description = Read(await client.InfoAsync(options.Credential, cancellation), profile);
        return new RemoteKey(
            client, options.Credential, SecretFile.Read(options.PinFile, place), profile.Scheme, description);
    }

    public string Remedy(string name) => "see to it that the remote signing service answers";

    private static RemoteKeyDescription Read(CscCredential info, ProfileOptions profile)
    {
        if (info.Key?.Status != "enabled" || info.Certificate is not { Status: "valid", Certificates: { } encoded })
        {
            throw new KeyUnavailableException("the credential is disabled or its certificate not valid");
        }

        // Activation data that name no hashes would sign anything.
        if (info.Scal != "2")
        {
            throw new KeyUnavailableException("the credential is not bound to hashes (SCAL 2)");
        }

        if (info.Key.Algorithms?.Contains(profile.Scheme.AlgorithmOid) != true)
        {
            throw new KeyUnavailableException("the credential does not sign by the profile's scheme");
        }

        return new RemoteKeyDescription(ChainOf(encoded), Math.Clamp(info.Multisign, 1, LargestBatch));
    }

    private static IReadOnlyList<X509Certificate2> ChainOf(IReadOnlyList<string> encoded)
    {
        try
        {
            var all = encoded.Select(c => X509CertificateLoader.LoadCertificate(Convert.FromBase64String(c))).ToList();
            return CertificatePath.Order(all[0], all);
        }
        catch (Exception e) when (e is CryptographicException or FormatException or ArgumentException)
        {
            throw new KeyUnavailableException("the credential's certificates can't be read", e);
        }
    }
}
