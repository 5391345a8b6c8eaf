using System.Security.Cryptography;
using Civic.Shared.Hosting;
using Civic.Shared.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.Shared.SignIn;

/// <summary>
/// P-256 keys of the service's own, made on the first run: a file that only its owner reads, or a row of the shared
/// database where replicas need the same one.
/// </summary>
internal static class ServiceKeys
{
    /// <summary>PKCS#8 of the key of this name.</summary>
    internal static async Task<byte[]> LoadAsync(
        CivicSettings settings, IServiceScopeFactory scopes, string name, CancellationToken cancellation) =>
        settings.Postgres is null
            ? FromFile(settings, name)
            : await FromDatabaseAsync(scopes, name, cancellation);

    private static byte[] FromFile(CivicSettings settings, string name)
    {
        var path = Path.Combine(settings.DataFolder, $"{name}.pk8");
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

    private static async Task<byte[]> FromDatabaseAsync(
        IServiceScopeFactory scopes, string name, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<CivicDbContext>();
        // The first replica's key stands; the others read it.
        var offered = Convert.ToBase64String(NewKey());
        await database.Database.ExecuteSqlAsync(
            $"INSERT INTO service_keys (name, value) VALUES ({name}, {offered}) ON CONFLICT DO NOTHING", cancellation);
        var kept = await database.Database
            .SqlQuery<string>($"SELECT value AS \"Value\" FROM service_keys WHERE name = {name}")
            .SingleAsync(cancellation);
        return Convert.FromBase64String(kept);
    }

    private static byte[] NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKey();
    }
}
