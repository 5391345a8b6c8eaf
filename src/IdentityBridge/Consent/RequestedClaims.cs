using System.Globalization;
using System.Text.Json;

namespace Civic.IdentityBridge.Consent;

/// <summary>One claim asked for by itself (OpenID Connect Core §5.5.1).</summary>
/// <param name="Name">Which.</param>
/// <param name="Essential">The service can't do without; anything else the person may leave out.</param>
/// <param name="Purpose">In the service's own words, where it says.</param>
/// <param name="Values">What the claim must be to be of use; null where anything is.</param>
internal sealed record RequestedClaim(string Name, bool Essential, string? Purpose, IReadOnlyList<string>? Values)
{
    internal bool Takes(string value) => Values is null || Values.Contains(value, StringComparer.Ordinal);
}

/// <summary>Claims with how they were verified (OpenID Connect for Identity Assurance 1.0 §5).</summary>
/// <param name="Verification">As it was asked for: what of it is wanted and what it must be.</param>
/// <param name="Claims">The claims themselves.</param>
internal sealed record RequestedVerification(JsonElement Verification, IReadOnlyList<RequestedClaim> Claims);

/// <summary>What one answer, the id_token or userinfo, is asked for.</summary>
internal sealed record RequestedAnswer(
    IReadOnlyList<RequestedClaim> Claims, IReadOnlyList<RequestedVerification> Verified)
{
    internal static readonly RequestedAnswer Nothing = new([], []);

    internal IEnumerable<RequestedClaim> All => Claims.Concat(Verified.SelectMany(v => v.Claims));
}

/// <summary>The claims parameter (OpenID Connect Core §5.5), read without guessing.</summary>
internal sealed record RequestedClaims(RequestedAnswer IdToken, RequestedAnswer UserInfo)
{
    internal const string VerifiedClaims = "verified_claims";
    internal static readonly RequestedClaims None = new(RequestedAnswer.Nothing, RequestedAnswer.Nothing);
    private const int Longest = 8_192;
    private const int PurposeShortest = 3;
    private const int PurposeLongest = 300;

    internal IEnumerable<RequestedClaim> All => IdToken.All.Concat(UserInfo.All);

    /// <summary>Of a request that was checked when it was pushed.</summary>
    internal static RequestedClaims Of(string? json) => json is null ? None : Read(json);

    /// <summary>Why the parameter can't be taken; null where it can.</summary>
    internal static string? WhyNot(string json)
    {
        try
        {
            return json.Length > Longest ? $"claims may have {Longest} characters at most." : Checked(Read(json));
        }
        catch (JsonException e)
        {
            return $"claims: {e.Message}";
        }
    }

    private static string? Checked(RequestedClaims claims) =>
        claims.IdToken.Claims.Concat(claims.UserInfo.Claims).Any(c => c is { Name: "sub", Values: not null })
            ? "claims: the subject can't be asked for by value; subjects are pairwise."
            : null;

    /// <exception cref="JsonException">No such parameter.</exception>
    private static RequestedClaims Read(string json)
    {
        using var document = JsonDocument.Parse(
            json, new JsonDocumentOptions { MaxDepth = 12, AllowDuplicateProperties = false });
        var root = Object(document.RootElement, "the parameter");
        return new(
            root.TryGetProperty("id_token", out var idToken) ? Answer(idToken) : RequestedAnswer.Nothing,
            root.TryGetProperty("userinfo", out var userInfo) ? Answer(userInfo) : RequestedAnswer.Nothing);
    }

    private static RequestedAnswer Answer(JsonElement asked)
    {
        if (asked.ValueKind == JsonValueKind.Null)
        {
            return RequestedAnswer.Nothing;
        }

        var members = Object(asked, "id_token and userinfo").EnumerateObject().ToList();
        return new(
            [.. members.Where(m => m.Name != VerifiedClaims).Select(m => Claim(m.Name, m.Value))],
            [.. members.Where(m => m.Name == VerifiedClaims).SelectMany(m => Verified(m.Value))]);
    }

    /// <summary>One object or several (IDA §5.4).</summary>
    private static IEnumerable<RequestedVerification> Verified(JsonElement asked) =>
        asked.ValueKind == JsonValueKind.Array
            ? asked.EnumerateArray().Select(OneVerified)
            : [OneVerified(asked)];

    private static RequestedVerification OneVerified(JsonElement asked)
    {
        Object(asked, VerifiedClaims);
        if (!asked.TryGetProperty("verification", out var verification)
            || !Object(verification, "verification").TryGetProperty("trust_framework", out _))
        {
            throw new JsonException("verified_claims needs verification with trust_framework.");
        }

        if (!asked.TryGetProperty("claims", out var claims)
            || Object(claims, "claims of verified_claims").EnumerateObject().ToList() is not { Count: > 0 } named)
        {
            throw new JsonException("verified_claims needs claims, and at least one.");
        }

        CheckWithin(verification);
        return new(verification.Clone(), [.. named.Select(m => Claim(m.Name, m.Value))]);
    }

    /// <summary>Requirements stand at any depth; one that is none must not be found out at the consent page.</summary>
    private static void CheckWithin(JsonElement asked)
    {
        _ = ValuesOf(asked);
        foreach (var part in asked.ValueKind switch
        {
            JsonValueKind.Object => asked.EnumerateObject().Select(p => p.Value),
            JsonValueKind.Array => asked.EnumerateArray(),
            _ => Enumerable.Empty<JsonElement>(),
        })
        {
            CheckWithin(part);
        }
    }

    /// <summary>Null and {} say the same: any value, and not essential.</summary>
    private static RequestedClaim Claim(string name, JsonElement asked)
    {
        if (asked.ValueKind == JsonValueKind.Null)
        {
            return new(name, Essential: false, null, null);
        }

        Object(asked, $"'{name}'");
        var purpose = asked.TryGetProperty("purpose", out var why)
            ? why.ValueKind == JsonValueKind.String ? why.GetString() : throw new JsonException("purpose is a text.")
            : null;
        // Characters that turn the direction of a text or hide in it have no place on a consent page.
        if (purpose is { Length: < PurposeShortest or > PurposeLongest } || purpose?.Any(c => char.IsControl(c)
            || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format) == true)
        {
            throw new JsonException($"purpose has {PurposeShortest} to {PurposeLongest} characters that can be seen.");
        }

        return new(name, IsEssential(name, asked), purpose, ValuesOf(asked));
    }

    private static bool IsEssential(string name, JsonElement asked) =>
        asked.TryGetProperty("essential", out var essential)
        && (essential.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? essential.GetBoolean()
            : throw new JsonException($"essential of '{name}' is true or false."));

    /// <summary>The one value or the values that will do; null where any does.</summary>
    internal static IReadOnlyList<string>? ValuesOf(JsonElement asked)
    {
        if (asked.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (asked.TryGetProperty("value", out var one))
        {
            return [one.ToString()];
        }

        return !asked.TryGetProperty("values", out var several)
            ? null
            : several.ValueKind == JsonValueKind.Array
                ? [.. several.EnumerateArray().Select(v => v.ToString())]
                : throw new JsonException("values is a list.");
    }

    private static JsonElement Object(JsonElement element, string what) =>
        element.ValueKind == JsonValueKind.Object ? element : throw new JsonException($"{what} is no object.");
}
