using System.Collections.Concurrent;
using System.Globalization;
using Civic.Shared.Hosting;

namespace Civic.TrustServices.Authority;

/// <summary>Why and when a certificate was revoked (reason by RFC 5280 5.3.1).</summary>
internal sealed record Revocation(DateTimeOffset At, int Reason);

/// <summary>
/// Serial numbers that the issuing authority gave out and their revocations, one line each in a file.
/// </summary>
internal sealed class IssuedCertificates
{
    private readonly ConcurrentDictionary<string, Revocation?> _bySerial = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _lock = new();
    private readonly string _file;

    public IssuedCertificates(CivicSettings settings)
    {
        _file = Path.Combine(settings.DataFolder, "issued.txt");
        foreach (var line in File.Exists(_file) ? File.ReadAllLines(_file) : [])
        {
            var parts = line.Split(' ');
            _bySerial[parts[0]] = parts.Length < 3 ? null : new Revocation(
                DateTimeOffset.Parse(parts[1], CultureInfo.InvariantCulture),
                int.Parse(parts[2], CultureInfo.InvariantCulture));
        }
    }

    internal IEnumerable<(string Serial, Revocation Revocation)> Revoked =>
        from entry in _bySerial where entry.Value is not null select (entry.Key, entry.Value);

    internal bool IsKnown(string serial) => _bySerial.ContainsKey(serial);

    internal Revocation? RevocationOf(string serial) => _bySerial.GetValueOrDefault(serial);

    internal void Add(string serial) => Append(serial, null);

    /// <summary>Revoking twice keeps the first time.</summary>
    internal bool Revoke(string serial, Revocation revocation)
    {
        if (!_bySerial.TryGetValue(serial, out var earlier))
        {
            return false;
        }

        if (earlier is null)
        {
            Append(serial, revocation);
        }

        return true;
    }

    private void Append(string serial, Revocation? revocation)
    {
        lock (_lock)
        {
            _bySerial[serial] = revocation;
            File.AppendAllText(
                _file, revocation is null ? $"{serial}\n" : $"{serial} {revocation.At:O} {revocation.Reason}\n");
        }
    }
}
