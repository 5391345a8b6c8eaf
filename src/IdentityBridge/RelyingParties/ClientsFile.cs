using System.Text.Json;
using Civic.IdentityBridge.Tokens;
using Civic.Shared.Hosting;
using Civic.Shared.Web;
using Microsoft.IdentityModel.Tokens;

namespace Civic.IdentityBridge.RelyingParties;

/// <summary>
/// The operator's file of further clients: a JSON array in the names of RFC 7591, plus facility_code. Whatever is wrong
/// or unknown stops the start and is named with its place: a client that is half understood is a hole.
/// </summary>
internal static class ClientsFile
{
    private const string RepresentsBelowAge = "represents_below_age";

    /// <summary>From then on people are of age (Civil Code 2015 Art. 20) and nobody acts for them here.</summary>
    private const int OfAge = 18;

    private static readonly HashSet<string> Known =
    [
        "client_id", "client_name", "client_name#en", "redirect_uris", "post_logout_redirect_uris", "grant_types",
        "response_types", "jwks", "jwks_uri", "scope", "token_endpoint_auth_method", "facility_code",
        "backchannel_logout_uri", "security_events_uri", "dpop_bound_access_tokens", "id_token_signed_response_alg",
        "token_endpoint_auth_signing_alg", "subject_type", "require_pushed_authorization_requests",
        "id_token_encrypted_response_alg", "id_token_encrypted_response_enc", "userinfo_signed_response_alg",
        "userinfo_encrypted_response_alg", "userinfo_encrypted_response_enc",
        RepresentsBelowAge,
    ];

    /// <summary>Members that may only say what the bridge does anyway.</summary>
    private static readonly (string Name, string Only)[] Fixed =
    [
        ("token_endpoint_auth_method", "private_key_jwt"), ("id_token_signed_response_alg", "ES256"),
        ("subject_type", "pairwise"), ("userinfo_signed_response_alg", "ES256"),
        ("id_token_encrypted_response_alg", Jwe.Algorithm), ("id_token_encrypted_response_enc", Jwe.Encryption),
        ("userinfo_encrypted_response_alg", Jwe.Algorithm), ("userinfo_encrypted_response_enc", Jwe.Encryption),
    ];

    internal static IEnumerable<(RelyingParty Client, string Place)> Read(string file, bool production)
    {
        using var document = Parse(file);
        if (document.RootElement.ValueKind != JsonValueKind.Array)
        {
            throw new StartupRefusal($"{file}: clients must be a JSON array of client metadata (RFC 7591).");
        }

        var entries = document.RootElement.EnumerateArray().ToList();
        return [.. entries.Select((e, i) => (Client(new Entry(file, $"clients[{i}]", e), production),
            $"clients[{i}]"))];
    }

    private static JsonDocument Parse(string file)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupRefusal($"Civic:Clients names {file}, which can't be read: {e.Message}");
        }
        catch (JsonException e)
        {
            throw new StartupRefusal($"{file} is no JSON: {e.Message}");
        }
    }

    private static RelyingParty Client(Entry entry, bool production)
    {
        entry.RefuseUnknown(Known);
        foreach (var (name, only) in Fixed)
        {
            if (entry.Text(name) is { } value && value != only)
            {
                throw entry.Wrong(name, $"is '{value}'; only '{only}' is allowed");
            }
        }

        RefuseOtherFlows(entry);
        if (entry.Text("token_endpoint_auth_signing_alg") is { } algorithm)
        {
            entry.AllOf("token_endpoint_auth_signing_alg", [algorithm], ClientAuthentication.SigningAlgorithms);
        }

        var id = entry.RequiredText("client_id");
        var grants = entry.Texts("grant_types") is { Count: > 0 } given ? given : [GrantTypes.AuthorizationCode];
        entry.AllOf("grant_types", grants,
            [GrantTypes.AuthorizationCode, GrantTypes.ClientCredentials, GrantTypes.RefreshToken]);
        var scopes = entry.RequiredText("scope").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        entry.AllOf("scope", scopes, ScopeCatalogue.All);
        var redirects = entry.Addresses("redirect_uris", production);
        if (grants.Contains(GrantTypes.AuthorizationCode) && redirects.Count == 0)
        {
            throw entry.Wrong("redirect_uris", "is missing; grant authorization_code needs at least one");
        }

        var (jwks, jwksUri) = Keys(entry, production);
        var name1 = entry.Text("client_name") ?? id;
        return new RelyingParty
        {
            ClientId = id,
            Agency = id,
            Name = new Bilingual(name1, entry.Text("client_name#en") ?? name1),
            RedirectUris = redirects,
            PostLogoutRedirectUris = entry.Addresses("post_logout_redirect_uris", production),
            GrantTypes = grants,
            Scopes = scopes,
            Jwks = jwks,
            JwksUri = jwksUri,
            BackchannelLogoutUri = entry.Address("backchannel_logout_uri", production) is { } told
                ? new Uri(told) : null,
            SecurityEventsUri = entry.Address("security_events_uri", production) is { } events
                ? new Uri(events) : null,
            FacilityCode = entry.Text("facility_code"),
            RepresentsBelowAge = AgeOf(entry, scopes),
            DpopBound = entry.Flag("dpop_bound_access_tokens") ?? true,
            IdTokenEncrypted = IsEncrypted(entry, "id_token", jwks),
            UserInfoSigned = entry.Text("userinfo_signed_response_alg") is not null,
            UserInfoEncrypted = IsEncrypted(entry, "userinfo", jwks),
        };
    }

    /// <summary>Both members or neither: what the specification takes where enc is absent is not done here.</summary>
    private static bool IsEncrypted(Entry entry, string what, string? jwks)
    {
        var (algorithm, encryption) = ($"{what}_encrypted_response_alg", $"{what}_encrypted_response_enc");
        if (entry.Text(algorithm) is null != entry.Text(encryption) is null)
        {
            throw entry.Wrong(algorithm, $"and {encryption} come together ({Jwe.Algorithm}, {Jwe.Encryption})");
        }

        return entry.Text(algorithm) is not null && (ClientKeys.TryEncryptionKey(jwks) is not null
            ? true
            : throw entry.Wrong("jwks", "must hold a P-256 key with use 'enc' where answers are encrypted"));
    }

    /// <summary>With the scope represent, and only with it.</summary>
    private static int? AgeOf(Entry entry, string[] scopes)
    {
        var age = entry.Number(RepresentsBelowAge);
        if (age is not null != scopes.Contains(ScopeCatalogue.Represent))
        {
            throw entry.Wrong(RepresentsBelowAge, $"and scope '{ScopeCatalogue.Represent}' come together");
        }

        return age is null or (>= 1 and <= OfAge)
            ? age : throw entry.Wrong(RepresentsBelowAge, $"must be between 1 and {OfAge}");
    }

    private static void RefuseOtherFlows(Entry entry)
    {
        entry.AllOf("response_types", entry.Texts("response_types"), ["code"]);
        if (entry.Flag("require_pushed_authorization_requests") == false)
        {
            throw entry.Wrong("require_pushed_authorization_requests", "is false, but every request is pushed here");
        }
    }

    private static (string? Jwks, Uri? JwksUri) Keys(Entry entry, bool production)
    {
        var address = entry.Address("jwks_uri", production);
        var inline = entry.Raw("jwks");
        if ((address is null) == (inline is null))
        {
            throw entry.Wrong("jwks", "or jwks_uri: exactly one of them is needed");
        }

        if (inline is null)
        {
            return (null, new Uri(address!));
        }

        try
        {
            var keys = new JsonWebKeySet(inline).Keys;
            if (keys.Count > 0 && keys.All(k => k is { HasPrivateKey: false, KeyId.Length: > 0 }
                and ({ Kty: "EC", Crv: "P-256" } or { Kty: "RSA", KeySize: >= 2048 })))
            {
                return (inline, null);
            }
        }
        catch (ArgumentException)
        {
            // Said below, with the place.
        }

        throw entry.Wrong("jwks", "must hold public P-256 or RSA keys (2048 bits at least), each with a kid");
    }
}
