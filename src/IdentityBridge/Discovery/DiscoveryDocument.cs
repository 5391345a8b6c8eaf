using System.Text.Json.Serialization;
using Civic.IdentityBridge.Authorize;
using Civic.IdentityBridge.Consent;
using Civic.IdentityBridge.RelyingParties;
using Civic.IdentityBridge.Tokens;
using Civic.Shared.Identity;
using Civic.Shared.SignIn;
using Civic.Shared.SignIn.Dpop;

namespace Civic.IdentityBridge.Discovery;

/// <summary>
/// /.well-known/openid-configuration (OpenID Connect Discovery §3, RFC 8414): only what is really done.
/// </summary>
internal sealed class DiscoveryDocument(string issuer)
{
    [JsonPropertyName("issuer")]
    public string Issuer => issuer;

    [JsonPropertyName("authorization_endpoint")]
    public string AuthorizationEndpoint => issuer + "/authorize";

    [JsonPropertyName("pushed_authorization_request_endpoint")]
    public string PushedAuthorizationRequestEndpoint => issuer + "/par";

    [JsonPropertyName("token_endpoint")]
    public string TokenEndpoint => issuer + "/token";

    [JsonPropertyName("userinfo_endpoint")]
    public string UserInfoEndpoint => issuer + "/userinfo";

    [JsonPropertyName("revocation_endpoint")]
    public string RevocationEndpoint => issuer + "/revoke";

    [JsonPropertyName("introspection_endpoint")]
    public string IntrospectionEndpoint => issuer + "/introspect";

    [JsonPropertyName("end_session_endpoint")]
    public string EndSessionEndpoint => issuer + "/end-session";

    [JsonPropertyName("backchannel_logout_supported")]
    public bool BackchannelLogoutSupported { get; } = true;

    [JsonPropertyName("backchannel_logout_session_supported")]
    public bool BackchannelLogoutSessionSupported { get; } = true;

    [JsonPropertyName("jwks_uri")]
    public string JwksUri => issuer + "/.well-known/jwks.json";

    [JsonPropertyName("require_pushed_authorization_requests")]
    public bool RequirePushedAuthorizationRequests { get; } = true;

    [JsonPropertyName("authorization_response_iss_parameter_supported")]
    public bool AuthorizationResponseIssParameterSupported { get; } = true;

    [JsonPropertyName("response_types_supported")]
    public string[] ResponseTypes { get; } = ["code"];

    [JsonPropertyName("response_modes_supported")]
    public string[] ResponseModes { get; } = AuthorizationRequest.ResponseModes;

    [JsonPropertyName("authorization_signing_alg_values_supported")]
    public string[] AuthorizationAlgorithms { get; } = ["ES256"];

    [JsonPropertyName("request_object_signing_alg_values_supported")]
    public string[] RequestObjectAlgorithms { get; } = ClientAuthentication.SigningAlgorithms;

    [JsonPropertyName("grant_types_supported")]
    public string[] Grants { get; } =
        [GrantTypes.AuthorizationCode, GrantTypes.ClientCredentials, GrantTypes.RefreshToken];

    [JsonPropertyName("code_challenge_methods_supported")]
    public string[] CodeChallengeMethods { get; } = ["S256"];

    [JsonPropertyName("token_endpoint_auth_methods_supported")]
    public string[] TokenEndpointAuthMethods { get; } = ["private_key_jwt"];

    [JsonPropertyName("token_endpoint_auth_signing_alg_values_supported")]
    public string[] TokenEndpointAuthAlgorithms { get; } = ClientAuthentication.SigningAlgorithms;

    [JsonPropertyName("revocation_endpoint_auth_methods_supported")]
    public string[] RevocationAuthMethods { get; } = ["private_key_jwt"];

    [JsonPropertyName("revocation_endpoint_auth_signing_alg_values_supported")]
    public string[] RevocationAuthAlgorithms { get; } = ClientAuthentication.SigningAlgorithms;

    [JsonPropertyName("introspection_endpoint_auth_methods_supported")]
    public string[] IntrospectionAuthMethods { get; } = ["private_key_jwt"];

    [JsonPropertyName("introspection_endpoint_auth_signing_alg_values_supported")]
    public string[] IntrospectionAuthAlgorithms { get; } = ClientAuthentication.SigningAlgorithms;

    [JsonPropertyName("introspection_signing_alg_values_supported")]
    public string[] IntrospectionAlgorithms { get; } = ["ES256"];

    [JsonPropertyName("dpop_signing_alg_values_supported")]
    public string[] DpopAlgorithms { get; } = DpopProof.Algorithms;

    [JsonPropertyName("id_token_signing_alg_values_supported")]
    public string[] IdTokenAlgorithms { get; } = ["ES256"];

    [JsonPropertyName("id_token_encryption_alg_values_supported")]
    public string[] IdTokenEncryptionAlgorithms { get; } = [Jwe.Algorithm];

    [JsonPropertyName("id_token_encryption_enc_values_supported")]
    public string[] IdTokenEncryptions { get; } = [Jwe.Encryption];

    [JsonPropertyName("userinfo_signing_alg_values_supported")]
    public string[] UserInfoAlgorithms { get; } = ["ES256"];

    [JsonPropertyName("userinfo_encryption_alg_values_supported")]
    public string[] UserInfoEncryptionAlgorithms { get; } = [Jwe.Algorithm];

    [JsonPropertyName("userinfo_encryption_enc_values_supported")]
    public string[] UserInfoEncryptions { get; } = [Jwe.Encryption];

    [JsonPropertyName("subject_types_supported")]
    public string[] SubjectTypes { get; } = ["pairwise"];

    [JsonPropertyName("acr_values_supported")]
    public string[] AcrValues { get; } = [AssuranceLevels.Loa1, AssuranceLevels.Loa2];

    [JsonPropertyName("scopes_supported")]
    public string[] Scopes { get; } = [.. ScopeCatalogue.All];

    [JsonPropertyName("claims_supported")]
    public string[] Claims { get; } =
    [
        "iss", BridgeClaims.Subject, "aud", "exp", "iat", "nonce", BridgeClaims.SessionId, BridgeClaims.Acr,
        BridgeClaims.Amr,
        BridgeClaims.AuthTime, BridgeClaims.Name, BridgeClaims.BirthDate, BridgeClaims.Gender, BridgeClaims.NationalId,
        BridgeClaims.Roles, BridgeClaims.StaffTitle, BridgeClaims.StaffUnit, BridgeClaims.FacilityCode,
        RequestedClaims.VerifiedClaims, BridgeClaims.Actor,
    ];

    // OpenID Connect for Identity Assurance 1.0 §7
    [JsonPropertyName("verified_claims_supported")]
    public bool VerifiedClaimsSupported { get; } = true;

    [JsonPropertyName("trust_frameworks_supported")]
    public string[] TrustFrameworks { get; } = [VerifiedClaims.TrustFramework];

    [JsonPropertyName("evidence_supported")]
    public string[] Evidence { get; } = [VerifiedClaims.ElectronicRecord];

    [JsonPropertyName("electronic_records_supported")]
    public string[] ElectronicRecords { get; } = [VerifiedClaims.IdentityAccount, VerifiedClaims.PopulationRegister];

    [JsonPropertyName("claims_in_verified_claims_supported")]
    public string[] ClaimsInVerifiedClaims { get; } = [.. ScopeCatalogue.Claims.Select(c => c.Name)];

    [JsonPropertyName("request_parameter_supported")]
    public bool RequestParameterSupported { get; } = true;

    [JsonPropertyName("request_uri_parameter_supported")]
    public bool RequestUriParameterSupported { get; }

    [JsonPropertyName("claims_parameter_supported")]
    public bool ClaimsParameterSupported { get; } = true;

    [JsonPropertyName("ui_locales_supported")]
    public string[] UiLocales { get; } = ["vi", "en"];
}
