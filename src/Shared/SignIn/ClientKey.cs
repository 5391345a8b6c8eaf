using System.Security.Cryptography;
using Civic.Shared.Hosting;
using Civic.Shared.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace Civic.Shared.SignIn;

/// <summary>
/// The service's own key towards the bridge, made on the first run: a file that only its owner reads, or a row of the
/// shared database where replicas need the same one.
/// </summary>
public sealed class ClientKey(CivicSettings settings, IServiceScopeFactory scopes)
{
    private const string Name = "client-key";
    private ECDsaSecurityKey? _key;

    public SigningCredentials Credentials => new(Key, SecurityAlgorithms.EcdsaSha256);

    public PublicJwkSet PublicKeys => new([Key.ToPublicJwk()]);

    private ECDsaSecurityKey Key => _key ?? throw new InvalidOperationException("The client key is read at start.");

    internal async Task LoadAsync(CancellationToken cancellation) =>
        _key = EcKeys.FromPkcs8(settings.Postgres is null ? FromFile() : await FromDatabaseAsync(cancellation));

    private byte[] FromFile()
    {
        var path = Path.Combine(settings.DataFolder, "client-key.pk8");
        if (File.Exists(path))
        {
            return File.ReadAllBytes(path);
        }

        var made = NewKey();
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
        file.Write(made);
        return made;
    }

    private async Task<byte[]> FromDatabaseAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<CivicDbContext>();
        // The first replica's key stands; the others read it.
        var offered = Convert.ToBase64String(NewKey());
        await database.Database.ExecuteSqlAsync(
            $"INSERT INTO service_keys (name, value) VALUES ({Name}, {offered}) ON CONFLICT DO NOTHING", cancellation);
        var kept = await database.Database
            .SqlQuery<string>($"SELECT value AS \"Value\" FROM service_keys WHERE name = {Name}")
            .SingleAsync(cancellation);
        return Convert.FromBase64String(kept);
    }

    private static byte[] NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKey();
    }
}
