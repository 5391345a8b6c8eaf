using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;

namespace Civic.Signing.Revocation;

/// <summary>Values by certificate, each until a moment of its own; whoever makes one lets the others wait.</summary>
internal sealed class Kept<T> where T : class
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    internal T? TryGet(X509Certificate2 certificate, DateTimeOffset now) =>
        _entries.TryGetValue(certificate.Thumbprint, out var entry) && entry.Current is { } current
        && current.Until > now && current.Raw.Span.SequenceEqual(certificate.RawDataMemory.Span)
            ? current.Value
            : null;

    internal void Set(X509Certificate2 certificate, T value, DateTimeOffset until) =>
        EntryOf(certificate).Current = new(value, until, certificate.RawData);

    internal async Task<TResult> OneAtATimeAsync<TResult>(
        X509Certificate2 certificate, Func<Kept<T>, Task<TResult>> make, CancellationToken cancellation)
    {
        var turn = EntryOf(certificate).Turn;
        await turn.WaitAsync(cancellation);
        try
        {
            return await make(this);
        }
        finally
        {
            turn.Release();
        }
    }

    private Entry EntryOf(X509Certificate2 certificate) =>
        _entries.GetOrAdd(certificate.Thumbprint, _ => new Entry());

    private sealed class Entry
    {
        internal SemaphoreSlim Turn { get; } = new(1, 1);

        internal Held? Current { get; set; }
    }

    private sealed record Held(T Value, DateTimeOffset Until, ReadOnlyMemory<byte> Raw);
}
