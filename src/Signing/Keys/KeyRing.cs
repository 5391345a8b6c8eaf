using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Civic.Shared.Hosting;
using Microsoft.Extensions.Options;

namespace Civic.Signing.Keys;

/// <summary>
/// The profiles' keys. By default PKCS#12 files in the data folder, their passwords beside them, both for the owner
/// alone.
/// </summary>
internal sealed class KeyRing(CivicSettings settings, IOptions<SigningOptions> options)
{
    private readonly ConcurrentDictionary<string, ISigningKey> _keys = new(StringComparer.Ordinal);

    internal bool TryGet(string profile, [NotNullWhen(true)] out ISigningKey? key) =>
        _keys.TryGetValue(profile, out key);

    internal bool Holds(string profile) => _keys.ContainsKey(profile);

    /// <summary>Takes up the key that is kept on disk, if one is.</summary>
    /// <exception cref="StartupRefusal">There is a file, but it can't be opened or does not fit.</exception>
    internal bool TryLoad(string profile)
    {
        var (file, passwordFile) = FilesOf(profile);
        if (!File.Exists(file) || !File.Exists(passwordFile))
        {
            return false;
        }

        try
        {
            var (key, chain) = Pkcs12File.Read(file, File.ReadAllText(passwordFile).Trim());
            using (key)
            {
                _keys[profile] = new FileKey(key, SchemeOf(profile), chain);
            }

            return true;
        }
        catch (Exception e) when (e is CryptographicException or InvalidOperationException)
        {
            throw new StartupRefusal($"the key file of profile {profile} can't be used: {e.Message}");
        }
    }

    internal void Save(string profile, AsymmetricAlgorithm key, IReadOnlyList<X509Certificate2> chain)
    {
        var (file, passwordFile) = FilesOf(profile);
        var password = Convert.ToBase64String(RandomNumberGenerator.GetBytes(24));
        PrivateFile.Write(passwordFile, Encoding.ASCII.GetBytes(password + "\n"));
        PrivateFile.Write(file, Pkcs12File.Encode(key, chain, password));
        _keys[profile] = new FileKey(key, SchemeOf(profile), chain);
    }

    private SignatureScheme SchemeOf(string profile) => options.Value.Profiles[profile].Scheme;

    private (string File, string Password) FilesOf(string profile) =>
        (Path.Combine(settings.DataFolder, $"{profile}.p12"),
            Path.Combine(settings.DataFolder, $"{profile}.p12-password"));
}
