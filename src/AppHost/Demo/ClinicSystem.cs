using System.Text;
using System.Text.Json;
using Civic.AppHost.House;
using Civic.Sandbox;
using Civic.Shared.SignIn;
using Civic.Shared.SignIn.Dpop;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Civic.AppHost.Demo;

/// <summary>A clinic's own software: gets a token with its own key (RFC 7523) and reads a patient's summary.</summary>
internal sealed class ClinicSystem(RunningHouse house, Clinic clinic) : IDisposable
{
    private readonly HttpClient _http = new();
    private readonly DpopProofs _proofs = new(EcKeys.Generate(), TimeProvider.System);

    /// <summary>Reads the summary of a patient by national number, which travels in the body.</summary>
    internal async Task<(int Status, byte[] Body)> ReadSummaryAsync(Persona patient, CancellationToken cancellation)
    {
        using var answer = await _proofs.SendAsync(
            _http, () => RequestFor(patient), await TokenAsync(cancellation), cancellation);
        return ((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(cancellation));
    }

    private HttpRequestMessage RequestFor(Persona patient) =>
        new(HttpMethod.Post, $"{house.Addresses["health"]}/fhir/Patient/$summary")
        {
            Content = new StringContent(ParametersFor(patient), Encoding.UTF8, "application/fhir+json"),
            Headers =
            {
                // A reading names the practitioner and its purpose, so that the patient sees both.
                { "Civic-Clinician", Uri.EscapeDataString(Personas.ById("bac-si").Name) },
                { "Civic-Purpose", "TREAT" },
            },
        };

    public void Dispose() => _http.Dispose();

    private static string ParametersFor(Persona patient) =>
        JsonSerializer.Serialize(
            new
            {
                resourceType = "Parameters",
                parameter = new[] { new { name = "identifier", valueString = patient.Number.Value } },
            }
        );

    private async Task<string> TokenAsync(CancellationToken cancellation)
    {
        Dictionary<string, string> Form() =>
            new()
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = clinic.ClientId,
                ["scope"] = "health.summary.read",
                ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                ["client_assertion"] = Assertion(),
            };
        HttpRequestMessage Request() =>
            new(HttpMethod.Post, $"{house.Addresses["identity"]}/token")
            {
                Content = new FormUrlEncodedContent(Form()),
            };
        using var answer = await _proofs.SendAsync(_http, Request, null, cancellation);
        var text = await answer.Content.ReadAsStringAsync(cancellation);
        if (!answer.IsSuccessStatusCode)
        {
            throw new HouseFailure($"The bridge gave {clinic.ClientId} no token ({(int)answer.StatusCode}): {text}");
        }

        using var json = JsonDocument.Parse(text);
        return json.RootElement.GetProperty("access_token").GetString()!;
    }

    private string Assertion()
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = clinic.ClientId,
                Audience = house.Addresses["identity"],
                IssuedAt = now,
                NotBefore = now,
                Expires = now.AddMinutes(1),
                Claims = new Dictionary<string, object>
                {
                    ["sub"] = clinic.ClientId,
                    ["jti"] = Guid.NewGuid().ToString("N"),
                },
                SigningCredentials = new SigningCredentials(
                    house.Files.KeyOf(clinic.ClientId),
                    SecurityAlgorithms.EcdsaSha256
                ),
            }
        );
    }
}
