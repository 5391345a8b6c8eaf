using System.Security.Cryptography;
using Civic.Shared.Hosting;
using Civic.Shared.SignIn;
using Civic.Signing.Keys;
using Civic.Signing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.IdentityModel.Tokens;

namespace Civic.Signing.Statements;

/// <summary>
/// This replica's key for statements, made on the first run; its public half goes into the database, where all replicas
/// find all keys.
/// </summary>
internal sealed class StatementKey(CivicSettings settings, IServiceScopeFactory scopes, TimeProvider clock)
    : IHostedService
{
    private ECDsaSecurityKey? _key;

    private ECDsaSecurityKey Key =>
        _key ?? throw new InvalidOperationException("The statement key is read at start.");

    internal string Sign(Statement statement) => Sign(Statement.Type, statement);

    /// <summary>Signs a payload as a compact JWS of a type of its own.</summary>
    internal string Sign<T>(string type, T payload) => CompactJws.Sign(type, payload, Key.KeyId, Key.ECDsa);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var file = Path.Combine(settings.DataFolder, "statement-key.pk8");
        if (!File.Exists(file))
        {
            using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            PrivateFile.Write(file, made.ExportPkcs8PrivateKey());
        }

        _key = EcKeys.FromPkcs8(await File.ReadAllBytesAsync(file, cancellationToken));
        await PublishAsync(_key.ToPublicJwk(), cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task PublishAsync(PublicJwk jwk, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<SigningDatabase>();
        if (!await database.StatementKeys.AnyAsync(k => k.Kid == jwk.Kid, cancellation))
        {
            database.StatementKeys.Add(new StatementKeyRecord
            {
                Kid = jwk.Kid,
                X = jwk.X,
                Y = jwk.Y,
                CreatedAt = clock.GetUtcNow(),
            });
            await database.SaveChangesAsync(cancellation);
        }
    }
}
