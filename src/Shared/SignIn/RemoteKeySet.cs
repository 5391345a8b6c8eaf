using Microsoft.IdentityModel.Tokens;

namespace Civic.Shared.SignIn;

/// <summary>
/// Somebody else's published keys (RFC 7517), kept for an hour and asked for again when a token names a key that is not
/// among them, at most every few seconds. While the publisher can't be reached the keys already known go on counting.
/// </summary>
public sealed class RemoteKeySet(HttpClient http, Uri address, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private IReadOnlyList<SecurityKey> _keys = [];
    private DateTimeOffset? _fetched;

    /// <summary>
    /// The keys that may have signed a token whose header names <paramref name="keyId"/>; none is an answer.
    /// </summary>
    /// <exception cref="HttpRequestException">They were never fetched and the publisher can't be reached.</exception>
    public async Task<IReadOnlyList<SecurityKey>> FindAsync(string? keyId, CancellationToken cancellation)
    {
        if (IsDue(keyId))
        {
            await _gate.WaitAsync(cancellation);
            try
            {
                if (IsDue(keyId))
                {
                    await RefreshAsync(cancellation);
                }
            }
            finally
            {
                _gate.Release();
            }
        }

        return [.. _keys.Where(k => k.KeyId == keyId)];
    }

    public void Dispose() => _gate.Dispose();

    private bool IsDue(string? keyId)
    {
        if (_fetched is not { } fetched)
        {
            return true;
        }

        var age = clock.GetUtcNow() - fetched;
        return age > Lifetime || (age > Pause && _keys.All(k => k.KeyId != keyId));
    }

    private async Task RefreshAsync(CancellationToken cancellation)
    {
        try
        {
            var json = await http.GetStringAsync(address, cancellation);
            _keys = [.. new JsonWebKeySet(json).GetSigningKeys().Where(k => k.KeyId is not null)];
            _fetched = clock.GetUtcNow();
        }
        catch (Exception e) when (e is HttpRequestException or ArgumentException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            if (_fetched is null)
            {
                throw new HttpRequestException($"The keys at {address} could not be read.", e);
            }

            _fetched = clock.GetUtcNow() - Lifetime + Pause;
        }
    }
}
