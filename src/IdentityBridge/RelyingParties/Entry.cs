using System.Text.Json;
using Civic.Shared.Hosting;

namespace Civic.IdentityBridge.RelyingParties;

/// <summary>One object of a configuration file, which names the place of whatever is wrong in it.</summary>
internal sealed class Entry
{
    private readonly string _file;
    private readonly string _place;
    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);

    internal Entry(string file, string place, JsonElement element)
    {
        _file = file;
        _place = place;
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new StartupRefusal($"{file}: {place} must be an object.");
        }

        // A null says as much as nothing.
        foreach (var member in element.EnumerateObject().Where(m => m.Value.ValueKind != JsonValueKind.Null))
        {
            if (!_members.TryAdd(member.Name, member.Value))
            {
                throw Wrong(member.Name, "stands there twice");
            }
        }
    }

    internal StartupRefusal Wrong(string member, string why) => new($"{_file}: {_place}.{member} {why}.");

    internal void RefuseUnknown(IReadOnlySet<string> known)
    {
        if (_members.Keys.FirstOrDefault(k => !known.Contains(k)) is { } unknown)
        {
            throw Wrong(unknown, "is not known here");
        }
    }

    internal string? Text(string member) => !_members.TryGetValue(member, out var value)
        ? null
        : value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : throw Wrong(member, "must be a text");

    internal string RequiredText(string member) => Text(member) ?? throw Wrong(member, "is missing");

    internal bool? Flag(string member) => !_members.TryGetValue(member, out var value)
        ? null
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : throw Wrong(member, "must be true or false");

    internal int? Number(string member) => !_members.TryGetValue(member, out var value)
        ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number
            : throw Wrong(member, "must be a whole number");

    internal string? Raw(string member) => _members.TryGetValue(member, out var value) ? value.GetRawText() : null;

    internal IReadOnlyList<string> Texts(string member)
    {
        if (!_members.TryGetValue(member, out var value))
        {
            return [];
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            throw Wrong(member, "must be an array of texts");
        }

        return [.. value.EnumerateArray().Select((e, i) => e.ValueKind == JsonValueKind.String
            ? e.GetString()!
            : throw Wrong($"{member}[{i}]", "must be a text"))];
    }

    internal void AllOf(string member, IReadOnlyList<string> values, IEnumerable<string> allowed)
    {
        var known = allowed.ToList();
        if (values.FirstOrDefault(v => !known.Contains(v)) is { } unknown)
        {
            throw Wrong(member, $"has '{unknown}'; allowed are {string.Join(", ", known)}");
        }
    }

    internal IReadOnlyList<string> Addresses(string member, bool production)
    {
        var values = Texts(member);
        for (var i = 0; i < values.Count; i++)
        {
            CheckAddress($"{member}[{i}]", values[i], production);
        }

        return values;
    }

    internal string? Address(string member, bool production)
    {
        var value = Text(member);
        if (value is not null)
        {
            CheckAddress(member, value, production);
        }

        return value;
    }

    internal DateOnly? Date(string member) => Text(member) is not { } text
        ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", out var date) ? date : throw Wrong(member, "must be yyyy-MM-dd");

    /// <summary>https, or http on loopback outside production; a fragment is forbidden (RFC 6749 §3.1.2).</summary>
    private void CheckAddress(string member, string value, bool production)
    {
        if (!Uri.TryCreate(value, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http"))
        {
            throw Wrong(member, $"is '{value}', which is no absolute http(s) address");
        }

        if (uri.Fragment.Length > 0 || uri.UserInfo.Length > 0 || value.Contains('*', StringComparison.Ordinal))
        {
            throw Wrong(member, $"is '{value}'; fragments, users and wildcards are not allowed");
        }

        if (uri.Scheme == "http" && (production || !uri.IsLoopback))
        {
            throw Wrong(member, $"is '{value}'; plain http is allowed on loopback in the sandbox only");
        }
    }
}
