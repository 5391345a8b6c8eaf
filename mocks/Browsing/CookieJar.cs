using System.Globalization;

namespace Civic.Browsing;

/// <summary>
/// Cookies as a browser keeps them: by host without the port, so that all of localhost shares them (RFC 6265 8.5), and
/// a Secure cookie goes over plain HTTP to no other host than loopback.
/// </summary>
public sealed class CookieJar
{
    private readonly List<Cookie> _cookies = [];

    public IReadOnlyList<Cookie> All => _cookies;

    /// <summary>The value of the first cookie of that name, or null.</summary>
    public string? ValueOf(string name) => _cookies.FirstOrDefault(c => c.Name == name)?.Value;

    public void Clear() => _cookies.Clear();

    public string HeaderFor(Uri address) => string.Join("; ", _cookies
        .Where(c => c.Host == address.Host && IsBelow(address.AbsolutePath, c.Path)
            && (!c.IsSecure || address.Scheme == Uri.UriSchemeHttps || address.IsLoopback))
        .OrderByDescending(c => c.Path.Length)
        .Select(c => $"{c.Name}={c.Value}"));

    internal void Keep(Uri address, string header)
    {
        var parts = header.Split(';', StringSplitOptions.TrimEntries);
        var (name, value) = Pair(parts[0]);
        var attributes = parts.Skip(1).Select(Pair).ToDictionary(p => p.Name.ToLowerInvariant(), p => p.Value);
        var path = attributes.TryGetValue("path", out var given) && given.StartsWith('/') ? given : "/";
        _cookies.RemoveAll(c => c.Host == address.Host && c.Path == path && c.Name == name);
        if (!IsRemoval(attributes))
        {
            _cookies.Add(new Cookie(address.Host, path, name, value)
            {
                IsSecure = attributes.ContainsKey("secure"),
                IsHttpOnly = attributes.ContainsKey("httponly"),
                SameSite = attributes.GetValueOrDefault("samesite"),
            });
        }
    }

    private static bool IsRemoval(Dictionary<string, string> attributes) =>
        (attributes.TryGetValue("max-age", out var age)
            && int.TryParse(age, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
            && seconds <= 0)
        || (attributes.TryGetValue("expires", out var expires)
            && DateTimeOffset.TryParse(expires, CultureInfo.InvariantCulture, out var at)
            && at < TimeProvider.System.GetUtcNow());

    private static bool IsBelow(string path, string folder) =>
        path == folder || (path.StartsWith(folder, StringComparison.Ordinal)
            && (folder.EndsWith('/') || path[folder.Length] == '/'));

    private static (string Name, string Value) Pair(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (text, "") : (text[..equals].Trim(), text[(equals + 1)..].Trim());
    }
}

public sealed record Cookie(string Host, string Path, string Name, string Value)
{
    public bool IsSecure { get; init; }

    public bool IsHttpOnly { get; init; }

    public string? SameSite { get; init; }
}
