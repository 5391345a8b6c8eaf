using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Civic.IdentityBridge.Upstreams;
using Civic.Shared.Identity;

namespace Civic.IdentityBridge.Consent;

/// <summary>
/// How the bridge came to know a person, under the names of OpenID Identity Assurance Schema 1.0. Only what is asked
/// for is said; what does not meet a requirement takes its whole with it (IDA §6.3).
/// </summary>
internal static class VerifiedClaims
{
    internal const string TrustFramework = "vn_eid";
    internal const string ElectronicRecord = "electronic_record";
    internal const string PopulationRegister = "population_register";
    internal const string IdentityAccount = "electronic_identity_account";

    /// <summary>Null where the requirements are not met or no claim is left.</summary>
    internal static JsonObject? Answer(
        RequestedVerification asked, UpstreamIdentity identity, IReadOnlyDictionary<string, object> claims,
        DateTimeOffset now)
    {
        if (claims.Count == 0 || Chosen(asked.Verification, Verification(identity), now) is not JsonObject told)
        {
            return null;
        }

        told["trust_framework"] = TrustFramework;
        return new JsonObject
        {
            ["verification"] = told,
            ["claims"] = JsonSerializer.SerializeToNode(claims),
        };
    }

    /// <summary>All that could be said.</summary>
    private static JsonObject Verification(UpstreamIdentity identity)
    {
        var signedIn = Time(identity.AuthTime);
        var evidence = new JsonArray();
        if (!identity.IsByRegisterAlone)
        {
            evidence.Add(Record(IdentityAccount, "auth", signedIn, identity.Upstream));
        }

        if (identity.MatchedAt is { } matched)
        {
            evidence.Add(Record(PopulationRegister, "data", Time(matched), "Cơ sở dữ liệu quốc gia về dân cư"));
        }

        return new JsonObject
        {
            ["trust_framework"] = TrustFramework,
            // Of the account that signed in, which is not that of somebody for whom another acts.
            ["assurance_level"] = identity.IsByRegisterAlone ? null : identity.Level.ToAcr(),
            ["time"] = identity.MatchedAt is { } at ? Time(at) : signedIn,
            ["evidence"] = evidence,
        };
    }

    private static JsonObject Record(string type, string method, string time, string source) => new()
    {
        ["type"] = ElectronicRecord,
        ["check_details"] = new JsonArray(new JsonObject { ["check_method"] = method, ["time"] = time }),
        ["record"] = new JsonObject
        {
            ["type"] = type,
            ["source"] = new JsonObject { ["name"] = source, ["country_code"] = "VNM" },
        },
    };

    private static string Time(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds)
        .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>
    /// As much of <paramref name="known"/> as <paramref name="asked"/> names; null where a requirement is not met.
    /// What is asked for without a requirement and not known is left out.
    /// </summary>
    private static JsonNode? Chosen(JsonElement asked, JsonNode known, DateTimeOffset now) =>
        (known, asked.ValueKind) switch
        {
            (JsonValue value, _) => Meets(asked, value, now) ? value.DeepClone() : null,
            (_, JsonValueKind.Null) => known.DeepClone(),
            (JsonArray several, JsonValueKind.Array) => ChosenOf(asked, several, now),
            (JsonObject one, JsonValueKind.Object) => ChosenOf(asked, one, now),
            _ => null,
        };

    private static JsonObject? ChosenOf(JsonElement asked, JsonObject known, DateTimeOffset now)
    {
        var members = asked.EnumerateObject().ToList();
        if (members.Count == 0)
        {
            return (JsonObject)known.DeepClone();
        }

        var told = new JsonObject();
        foreach (var member in members)
        {
            if (known[member.Name] is null)
            {
                if (IsRequired(member.Value))
                {
                    return null;
                }

                continue;
            }

            if (Chosen(member.Value, known[member.Name]!, now) is not { } part)
            {
                return null;
            }

            told[member.Name] = part;
        }

        return told;
    }

    /// <summary>Each entry asked for must be met by one that there is.</summary>
    private static JsonArray? ChosenOf(JsonElement asked, JsonArray known, DateTimeOffset now)
    {
        var told = new JsonArray();
        foreach (var wanted in asked.EnumerateArray())
        {
            var found = known.Select(k => Chosen(wanted, k!, now)).Where(k => k is not null).ToList();
            if (found.Count == 0)
            {
                return null;
            }

            found.ForEach(f => told.Add(f));
        }

        return told;
    }

    private static bool IsRequired(JsonElement asked) => RequestedClaims.ValuesOf(asked) is not null
        || (asked.ValueKind == JsonValueKind.Object && asked.TryGetProperty("max_age", out _));

    private static bool Meets(JsonElement asked, JsonValue known, DateTimeOffset now)
    {
        var text = known.ToString();
        return (RequestedClaims.ValuesOf(asked)?.Contains(text, StringComparer.Ordinal) ?? true)
            && (asked.ValueKind != JsonValueKind.Object || !asked.TryGetProperty("max_age", out var longest)
                || (longest.TryGetDouble(out var seconds)
                    && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var at)
                    && (now - at).TotalSeconds <= seconds));
    }
}
