using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Civic.Sandbox;
using Microsoft.IdentityModel.Tokens;

namespace Civic.AppHost.House;

/// <summary>
/// What the sandbox gives the bridge: the staff directory made from the personas; the clinics' systems, the VNeID
/// application and the national portal as clients.
/// Keys of the clinics are made on the first run and stay in the data folder.
/// </summary>
internal sealed class SandboxFiles
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private SandboxFiles(string folder) => Folder = folder;

    internal string Folder { get; }

    internal string Clients => Path.Combine(Folder, "clients.json");

    internal string Directory => Path.Combine(Folder, "staff.json");

    internal static SandboxFiles Write(HouseSettings settings, IReadOnlyDictionary<string, string> addresses)
    {
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        var folder = Path.Combine(settings.Data, "sandbox");
        _ = OperatingSystem.IsWindows()
            ? System.IO.Directory.CreateDirectory(folder)
            : System.IO.Directory.CreateDirectory(folder, OwnerOnly);
        var files = new SandboxFiles(folder);
        File.WriteAllText(files.Directory, StaffDirectory().ToJsonString(Indented));
        var clients = settings.Clients is { } given ? Read(given) : [];
        foreach (var clinic in Clinic.All)
        {
            clients.Add(files.ClientOf(clinic));
        }

        clients.Add(Program("vneid-application", "Ứng dụng VNeID", "judicial.receive", addresses["vneid"]));
        clients.Add(Program("national-portal", "Cổng Dịch vụ công quốc gia", "judicial.portal", addresses["portal"]));

        File.WriteAllText(files.Clients, clients.ToJsonString(Indented));
        return files;
    }

    /// <summary>The private key of a clinic's system.</summary>
    internal JsonWebKey KeyOf(string clientId) =>
        new(File.ReadAllText(Path.Combine(Folder, $"{clientId}.key.jwk")));

    private static JsonArray StaffDirectory() =>
    [
        .. from persona in Personas.All
           let staff = persona.Staff
           where staff is not null
           select Entry(persona.Number.Value, staff),
    ];

    private static JsonObject Entry(string nationalId, StaffEntry staff)
    {
        var entry = new JsonObject
        {
            ["national_id"] = nationalId,
            ["client_id"] = staff.Agency,
            ["roles"] = new JsonArray([.. staff.Roles.Select(r => JsonValue.Create(r))]),
            ["title"] = staff.Title,
            ["unit"] = staff.Unit,
        };
        if (staff.FacilityCode is { } facility)
        {
            entry["facility_code"] = facility;
        }

        return entry;
    }

    private static JsonArray Read(string file)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(file)) as JsonArray
                ?? throw new HouseFailure($"--clients {file} is not a JSON array of clients.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new HouseFailure($"--clients {file} cannot be read: {e.Message}");
        }
    }

    private JsonObject ClientOf(Clinic clinic)
    {
        var file = Path.Combine(Folder, $"{clinic.ClientId}.key.jwk");
        if (!File.Exists(file))
        {
            WriteNewKey(file);
        }

        var key = KeyOf(clinic.ClientId);
        return new JsonObject
        {
            ["client_id"] = clinic.ClientId,
            ["client_name"] = clinic.Name,
            ["grant_types"] = new JsonArray("client_credentials"),
            ["token_endpoint_auth_method"] = "private_key_jwt",
            ["scope"] = "health.summary.read",
            ["facility_code"] = clinic.FacilityCode,
            ["jwks"] = new JsonObject
            {
                ["keys"] = new JsonArray(new JsonObject
                {
                    ["kty"] = "EC",
                    ["crv"] = "P-256",
                    ["x"] = key.X,
                    ["y"] = key.Y,
                    ["kid"] = key.Kid,
                    ["use"] = "sig",
                    ["alg"] = "ES256",
                }),
            },
        };
    }

    /// <summary>A program of another host, under the key that it publishes.</summary>
    private static JsonObject Program(string clientId, string name, string scope, string address) => new()
    {
        ["client_id"] = clientId,
        ["client_name"] = name,
        ["grant_types"] = new JsonArray("client_credentials"),
        ["token_endpoint_auth_method"] = "private_key_jwt",
        ["scope"] = scope,
        ["jwks_uri"] = $"{address}/.well-known/jwks.json",
    };

    private static void WriteNewKey(string file)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var parameters = key.ExportParameters(includePrivateParameters: true);
        var jwk = new JsonObject
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["x"] = Base64UrlEncoder.Encode(parameters.Q.X),
            ["y"] = Base64UrlEncoder.Encode(parameters.Q.Y),
            ["d"] = Base64UrlEncoder.Encode(parameters.D),
            ["kid"] = Convert.ToHexStringLower(SHA256.HashData(parameters.Q.X!))[..16],
        };
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(file, options);
        writer.Write(jwk.ToJsonString());
    }
}

/// <summary>A clinic whose system reads summaries in the sandbox.</summary>
internal sealed record Clinic(string ClientId, string FacilityCode, string Name)
{
    internal static readonly IReadOnlyList<Clinic> All =
    [
        new("clinic-mau-1", "01901", "Phòng khám Mẫu số 1"),
        new("clinic-mau-2", "01902", "Phòng khám Mẫu số 2"),
    ];
}
