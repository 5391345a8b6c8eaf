using System.Security.Cryptography;
using System.Text;
using Civic.Shared.Hosting;

namespace Civic.Signing.Keys;

/// <summary>
/// PKCS#12 files in the data folder, their passwords beside them, both for the owner alone. The default.
/// </summary>
internal sealed class FileKeyStore(CivicSettings settings, SandboxAuthorityClient authority) : IKeyStore
{
    public bool BringsItsOwn => false;

    public ISigningKey? TryLoad(string name, ProfileOptions profile)
    {
        var (file, passwordFile) = FilesOf(name);
        if (!File.Exists(file) || !File.Exists(passwordFile))
        {
            return null;
        }

        try
        {
            var (key, chain) = Pkcs12File.Read(file, File.ReadAllText(passwordFile).Trim());
            using (key)
            {
                return new FileKey(key, profile.Scheme, chain);
            }
        }
        catch (Exception e) when (e is CryptographicException or InvalidOperationException)
        {
            throw new StartupRefusal($"the key file of profile {name} can't be used: {e.Message}");
        }
    }

    public async Task<ISigningKey> CompleteAsync(
        string name, ProfileOptions profile, CancellationToken cancellation)
    {
        using var key = profile.Key.Create();
        var chain = await authority.EnrolAsync(profile, key, cancellation);
        var (file, passwordFile) = FilesOf(name);
        var password = Convert.ToBase64String(RandomNumberGenerator.GetBytes(24));
        PrivateFile.Write(passwordFile, Encoding.ASCII.GetBytes(password + "\n"));
        PrivateFile.Write(file, Pkcs12File.Encode(key, chain, password));
        return new FileKey(key, profile.Scheme, chain);
    }

    public string Remedy(string name) => $"put {name}.p12 and {name}.p12-password into the data folder";

    private (string File, string Password) FilesOf(string name) =>
        (Path.Combine(settings.DataFolder, $"{name}.p12"), Path.Combine(settings.DataFolder, $"{name}.p12-password"));
}
