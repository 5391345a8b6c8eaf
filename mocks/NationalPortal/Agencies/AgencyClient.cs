using Civic.Sandbox;
using Civic.Shared.Hosting;
using Civic.Shared.SignIn;
using Microsoft.IdentityModel.Tokens;

namespace Civic.NationalPortal.Agencies;

/// <summary>The portal as a client of an agency, under a key made anew with each process.</summary>
internal sealed class AgencyClient
{
    private readonly CivicSettings _settings;
    private readonly BridgeProgram _program;
    private readonly ECDsaSecurityKey _key = EcKeys.Generate();

    public AgencyClient(CivicSettings settings, IHttpClientFactory clients, TimeProvider clock)
    {
        _settings = settings;
        _program = new(settings, clients, clock, new("national-portal", "judicial.portal", _key));
    }

    internal PublicJwkSet Published => new([_key.ToPublicJwk()]);

    internal Task<HttpResponseMessage> AskAsync(string operation, byte[] body, CancellationToken cancellation) =>
        _program.SendAsync(
            () => new(HttpMethod.Post, $"{_settings.AddressOf("judicial")}/DVC/{operation}")
            {
                Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } },
            },
            cancellation);
}
