using System.Runtime.CompilerServices;
using Civic.IdentityBridge.Storage;
using Civic.Shared.Audit;
using Civic.Shared.SignIn;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;

namespace Civic.IdentityBridge.Tokens;

/// <summary>
/// How long a key signs, how long before that it is published (longer than anyone caches keys), and how long after
/// (longer than any token lives).
/// </summary>
internal sealed record KeyPeriods(TimeSpan Signs, TimeSpan Ahead, TimeSpan After)
{
    internal static KeyPeriods From(IConfiguration configuration) => new(
        Read(configuration, "Civic:Keys:SignsFor", TimeSpan.FromDays(30)),
        Read(configuration, "Civic:Keys:PublishedAhead", TimeSpan.FromDays(2)),
        Read(configuration, "Civic:Keys:PublishedAfter", TimeSpan.FromDays(1)));

    private static TimeSpan Read(IConfiguration configuration, string name, TimeSpan otherwise) =>
        configuration[name] is not { } text
            ? otherwise
            : TimeSpan.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var value)
                && value > TimeSpan.Zero
                ? value
                : throw new Shared.Hosting.StartupRefusal(
                    $"{name} is '{text}'; it must be a time span such as 30.00:00:00.");
}

/// <summary>
/// The bridge's ES256 keys: one signs, its successor is published before it does, old ones stay published.
/// </summary>
internal sealed class KeyRing(
    IServiceScopeFactory scopes, IDataProtectionProvider protection, KeyPeriods periods, TimeProvider clock)
        : IDisposable
{
    private readonly IDataProtector _protector = protection.CreateProtector("civic.bridge.signing-key");
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly ConditionalWeakTable<ECDsaSecurityKey, SignatureKey> _checks = [];
    private volatile LoadedKey[] _keys = [];

    /// <summary>The key that signs now.</summary>
    internal async Task<Signer> SigningAsync(CancellationToken cancellation)
    {
        var keys = await CurrentAsync(cancellation);
        var now = clock.GetUtcNow();
        return keys.First(k => k.Row.SignsFrom <= now && now < k.Row.SignsUntil).Signer;
    }

    /// <summary>Every key that somebody may meet in a token, now or soon.</summary>
    internal async Task<IReadOnlyList<ECDsaSecurityKey>> PublishedAsync(CancellationToken cancellation)
    {
        var keys = await CurrentAsync(cancellation);
        var now = clock.GetUtcNow();
        return [.. keys.Where(k => now < k.Row.PublishedUntil).Select(k => k.Key)];
    }

    /// <summary>The public half of a key of ours, read once.</summary>
    internal SignatureKey CheckOf(ECDsaSecurityKey key) => _checks.GetValue(key, k => SignatureKey.Of(k)!);

    public void Dispose() => _gate.Dispose();

    private async Task<LoadedKey[]> CurrentAsync(CancellationToken cancellation)
    {
        if (IsComplete(_keys))
        {
            return _keys;
        }

        await _gate.WaitAsync(cancellation);
        try
        {
            if (!IsComplete(_keys))
            {
                await using var scope = scopes.CreateAsyncScope();
                var database = scope.ServiceProvider.GetRequiredService<IdentityDbContext>();
                _keys = await LoadAsync(database, cancellation);
                if (!IsComplete(_keys))
                {
                    await ExtendAsync(database, cancellation);
                    _keys = await LoadAsync(database, cancellation);
                }
            }

            return _keys;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>A key signs now, and one will when it stops, unless that is far off.</summary>
    private bool IsComplete(LoadedKey[] keys)
    {
        var now = clock.GetUtcNow();
        return keys.Any(k => k.Row.SignsFrom <= now && now < k.Row.SignsUntil)
            && keys.Max(k => k.Row.SignsUntil) - periods.Ahead > now;
    }

    private async Task<LoadedKey[]> LoadAsync(IdentityDbContext database, CancellationToken cancellation)
    {
        var rows = await database.SigningKeys.AsNoTracking().OrderBy(k => k.Number).ToListAsync(cancellation);
        return [.. rows.Select(r => new LoadedKey(r, EcKeys.FromPkcs8(_protector.Unprotect(r.Key))))];
    }

    /// <summary>
    /// Adds the missing keys. The number is the key of the table, so of two replicas that extend at once one is refused
    /// and reads what the other wrote.
    /// </summary>
    private async Task ExtendAsync(IdentityDbContext database, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var last = await database.SigningKeys.AsNoTracking().OrderByDescending(k => k.Number)
            .FirstOrDefaultAsync(cancellation);
        var (number, from) = (last?.Number ?? 0, last is null || last.SignsUntil < now ? now : last.SignsUntil);
        do
        {
            var until = from + periods.Signs;
            using var made = System.Security.Cryptography.ECDsa
                .Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
            database.SigningKeys.Add(new SigningKey
            {
                Number = ++number,
                Key = _protector.Protect(made.ExportPkcs8PrivateKey()),
                SignsFrom = from,
                SignsUntil = until,
                PublishedUntil = until + periods.After,
            });
            database.Audit(clock, "system", "key.made", $"signing-key-{number}");
            from = until;
        }
        while (from - periods.Ahead <= now);

        try
        {
            await database.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            database.ChangeTracker.Clear();
        }
    }

    private sealed record LoadedKey(SigningKey Row, ECDsaSecurityKey Key)
    {
        internal Signer Signer { get; } = new(Key);
    }
}
