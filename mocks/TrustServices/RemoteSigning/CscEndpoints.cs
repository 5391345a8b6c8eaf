using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Civic.Sandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Civic.TrustServices.RemoteSigning;

/// <summary>
/// Remote signing by the API of the Cloud Signature Consortium, version 2, in the sandbox: it really signs, and its
/// activation data are bound to the hashes (SCAL 2). Faults of its own: clock-skew on credentials/authorize gives
/// activation data that have expired, replay on oauth2/token forgets all tokens given out before; on
/// signatures/signHash partial-match spoils one signature and duplicate gives the first one for all.
/// </summary>
internal static class CscEndpoints
{
    private const string Base = "/csc/v2";

    /// <summary>SAD and SCAL keep their capitals.</summary>
    private static readonly JsonSerializerOptions Names = new();

    internal static void MapRemoteSigning(this IEndpointRouteBuilder routes)
    {
        routes.MapPost($"{Base}/info", Info).AllowAnonymous();
        routes.MapPost($"{Base}/oauth2/token", TokenAsync).AllowAnonymous().DisableAntiforgery();
        Map("credentials/list", (_, services) => Json(new { credentialIDs = services.Credentials.Ids }));
        Map("credentials/info", Describe);
        Map("credentials/authorize", Authorize);
        Map("signatures/signHash", Sign);

        void Map(string method, Func<JsonObject, CscServices, IResult> answer) =>
            routes.MapPost($"{Base}/{method}", async (HttpContext http, Credentials credentials,
                Activations activations, ScenarioControl scenario) =>
            {
                var bearer = http.Request.Headers.Authorization.ToString();
                if (!bearer.StartsWith("Bearer ", StringComparison.Ordinal) || !activations.IsTokenGood(bearer[7..]))
                {
                    return Error("invalid_token", "The access token is missing or has ended", 401);
                }

                return await ReadAsync(http) is { } asked
                    ? answer(asked, new CscServices(credentials, activations, scenario))
                    : Error("invalid_request", "The body is no JSON object");
            }).AllowAnonymous();
    }

    private sealed record CscServices(Credentials Credentials, Activations Activations, ScenarioControl Scenario);

    private static IResult Info() => Json(new
    {
        specs = "2.0.0.2",
        name = "Civic Sandbox Remote Signing",
        region = "VN",
        lang = "vi",
        authType = new[] { "oauth2client" },
        methods = new[] { "credentials/list", "credentials/info", "credentials/authorize", "signatures/signHash" },
    });

    private static async Task<IResult> TokenAsync(HttpContext http, Activations activations, ScenarioControl scenario)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (form["grant_type"] != "client_credentials")
        {
            return Error("unsupported_grant_type", "Only client_credentials");
        }

        if (form["client_id"] != SandboxSigner.ClientId || form["client_secret"] != SandboxSigner.ClientSecret)
        {
            return Error("invalid_client", "Unknown client or wrong secret", 401);
        }

        var token = activations.NewToken();
        if (scenario.Take($"{Base}/oauth2/token", FaultKind.Replay) is not null)
        {
            activations.ForgetTokens();
        }

        return Json(new
        {
            access_token = token,
            token_type = "Bearer",
            expires_in = (int)Activations.Lifetime.TotalSeconds,
        });
    }

    private static IResult Describe(JsonObject asked, CscServices services)
    {
        if (services.Credentials.Find(Text(asked, "credentialID")) is not { } credential)
        {
            return Error("invalid_request", "Invalid parameter credentialID");
        }

        var certificate = credential.Chain[0];
        return Json(new
        {
            description = "A signing key of the sandbox",
            key = new { status = "enabled", algo = credential.Algorithms, len = credential.Key.KeySize },
            cert = new
            {
                status = "valid",
                certificates = credential.Chain.Select(c => Convert.ToBase64String(c.RawData)),
                issuerDN = certificate.Issuer,
                serialNumber = certificate.SerialNumber,
                subjectDN = certificate.Subject,
            },
            auth = new
            {
                mode = "explicit",
                expression = "PIN",
                objects = new[] { new { type = "Password", id = "PIN", format = "N" } },
            },
            SCAL = "2",
            multisign = Credential.MaxBatch,
            lang = "vi",
        });
    }

    private static IResult Authorize(JsonObject asked, CscServices services)
    {
        if (services.Credentials.Find(Text(asked, "credentialID")) is not { } credential)
        {
            return Error("invalid_request", "Invalid parameter credentialID");
        }

        if (Hashes(asked) is not { Count: > 0 } hashes)
        {
            return Error("invalid_request", "Empty hash array");
        }

        if (Number(asked, "numSignatures") is not { } count || count != hashes.Count || count > Credential.MaxBatch)
        {
            return Error("invalid_request", "Numbers of signatures is too high or not the number of hashes");
        }

        var hashOid = Text(asked, "hashAlgorithmOID");
        if (hashes.Any(h => !IsDigest(h, hashOid)))
        {
            return Error("invalid_request", "Invalid digest value length");
        }

        if (!IsPinRight(asked))
        {
            return Error("invalid_pin", "The PIN is missing or wrong");
        }

        var isLate = services.Scenario.Take($"{Base}/credentials/authorize", FaultKind.ClockSkew) is not null;
        var lifetime = isLate ? TimeSpan.Zero : Activations.Lifetime;
        return Json(new
        {
            SAD = services.Activations.Authorize(credential.Id, hashOid!, hashes, lifetime),
            expiresIn = (int)Activations.Lifetime.TotalSeconds,
        });
    }

    private static IResult Sign(JsonObject asked, CscServices services)
    {
        if (services.Credentials.Find(Text(asked, "credentialID")) is not { } credential)
        {
            return Error("invalid_request", "Invalid parameter credentialID");
        }

        var (algorithm, hashOid) = (Text(asked, "signAlgo"), Text(asked, "hashAlgorithmOID"));
        if (!credential.Knows(algorithm, hashOid))
        {
            return Error("invalid_request", "Invalid parameter signAlgo");
        }

        var hashes = Hashes(asked) ?? [];
        if (services.Activations.Use(Text(asked, "SAD"), credential.Id, hashOid, hashes) is { } wrong)
        {
            return Error("invalid_request", wrong);
        }

        var signatures = hashes.Select(h =>
            Convert.ToBase64String(credential.Sign(Convert.FromBase64String(h), algorithm!, hashOid!))).ToList();
        Spoil(signatures, services.Scenario);
        return Json(new { signatures });
    }

    private static void Spoil(List<string> signatures, ScenarioControl scenario)
    {
        if (scenario.Take($"{Base}/signatures/signHash", FaultKind.PartialMatch) is not null)
        {
            var spoilt = Convert.FromBase64String(signatures[scenario.Seed % signatures.Count]);
            spoilt[^1] ^= 1;
            signatures[scenario.Seed % signatures.Count] = Convert.ToBase64String(spoilt);
        }

        if (scenario.Take($"{Base}/signatures/signHash", FaultKind.Duplicate) is not null)
        {
            for (var i = 1; i < signatures.Count; i++)
            {
                signatures[i] = signatures[0];
            }
        }
    }

    private static bool IsPinRight(JsonObject asked) => asked["authData"] is JsonArray data && data.OfType<JsonObject>()
        .Any(d => Text(d, "id") == "PIN" && CryptographicOperations.FixedTimeEquals(
            System.Text.Encoding.UTF8.GetBytes(Text(d, "value") ?? ""),
            System.Text.Encoding.UTF8.GetBytes(SandboxSigner.Pin)));

    private static bool IsDigest(string base64, string? hashOid)
    {
        var bytes = new byte[128];
        return base64.Length < 128 && Convert.TryFromBase64String(base64, bytes, out var length)
            && length == Credential.LengthOf(hashOid);
    }

    private static List<string>? Hashes(JsonObject asked) => asked["hashes"] is JsonArray hashes
        && hashes.All(h => h is JsonValue value && value.TryGetValue<string>(out _))
            ? [.. hashes.Select(h => h!.GetValue<string>())]
            : null;

    private static string? Text(JsonObject json, string name) =>
        json[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static int? Number(JsonObject json, string name) =>
        json[name] is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;

    private static async Task<JsonObject?> ReadAsync(HttpContext http)
    {
        try
        {
            return await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IResult Json(object answer) => Results.Json(answer, Names);

    private static IResult Error(string error, string description, int status = 400) =>
        Results.Json(new { error, error_description = description }, Names, statusCode: status);
}
