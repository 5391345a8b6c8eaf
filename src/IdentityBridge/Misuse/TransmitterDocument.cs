using System.Text.Json.Serialization;

namespace Civic.IdentityBridge.Misuse;

/// <summary>
/// /.well-known/ssf-configuration (OpenID SSF 1.0 §7): what the bridge can do as a transmitter. Streams are not
/// managed by receivers: who gets events is configuration, so none of those endpoints is named.
/// </summary>
internal sealed record TransmitterDocument([property: JsonPropertyName("issuer")] string Issuer)
{
    [JsonPropertyName("spec_version")]
    public string SpecVersion { get; } = "1_0";

    [JsonPropertyName("jwks_uri")]
    public string JwksUri => Issuer + "/.well-known/jwks.json";

    [JsonPropertyName("delivery_methods_supported")]
    public string[] DeliveryMethods { get; } = ["urn:ietf:rfc:8935"];

    /// <summary>Every person whom a receiver knows is in its stream.</summary>
    [JsonPropertyName("default_subjects")]
    public string DefaultSubjects { get; } = "ALL";
}
