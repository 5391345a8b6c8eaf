using System.Text.Json.Serialization;

namespace Civic.Signing.Keys.Remote;

// Names of the Cloud Signature Consortium's API, version 2.0.0.2 (sections 11.4 to 11.10).
internal sealed record CscToken(
    [property: JsonPropertyName("access_token")] string? AccessToken,
    [property: JsonPropertyName("token_type")] string? TokenType,
    [property: JsonPropertyName("expires_in")] int? ExpiresIn);

internal sealed record CscError(
    [property: JsonPropertyName("error")] string? Error,
    [property: JsonPropertyName("error_description")] string? Description);

internal sealed record CscCredentialsQuestion(
    [property: JsonPropertyName("onlyValid")] bool OnlyValid);

internal sealed record CscCredentials(
    [property: JsonPropertyName("credentialIDs")] IReadOnlyList<string>? CredentialIds);

internal sealed record CscCredentialQuestion(
    [property: JsonPropertyName("credentialID")] string CredentialId,
    [property: JsonPropertyName("certificates")] string Certificates,
    [property: JsonPropertyName("certInfo")] bool CertInfo,
    [property: JsonPropertyName("authInfo")] bool AuthInfo);

internal sealed record CscCredential(
    [property: JsonPropertyName("key")] CscKey? Key,
    [property: JsonPropertyName("cert")] CscCertificate? Certificate,
    [property: JsonPropertyName("SCAL")] string? Scal,
    [property: JsonPropertyName("multisign")] int Multisign);

internal sealed record CscKey(
    [property: JsonPropertyName("status")] string? Status,
    [property: JsonPropertyName("algo")] IReadOnlyList<string>? Algorithms);

internal sealed record CscCertificate(
    [property: JsonPropertyName("status")] string? Status,
    [property: JsonPropertyName("certificates")] IReadOnlyList<string>? Certificates);

internal sealed record CscAuthorizationData(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("value")] string Value);

internal sealed record CscAuthorization(
    [property: JsonPropertyName("credentialID")] string CredentialId,
    [property: JsonPropertyName("numSignatures")] int NumSignatures,
    [property: JsonPropertyName("hashes")] IReadOnlyList<string> Hashes,
    [property: JsonPropertyName("hashAlgorithmOID")] string HashAlgorithmOid,
    [property: JsonPropertyName("authData")] IReadOnlyList<CscAuthorizationData> AuthData);

internal sealed record CscActivation(
    [property: JsonPropertyName("SAD")] string? Sad,
    [property: JsonPropertyName("expiresIn")] int? ExpiresIn);

internal sealed record CscHashes(
    [property: JsonPropertyName("credentialID")] string CredentialId,
    [property: JsonPropertyName("SAD")] string Sad,
    [property: JsonPropertyName("hashes")] IReadOnlyList<string> Hashes,
    [property: JsonPropertyName("hashAlgorithmOID")] string HashAlgorithmOid,
    [property: JsonPropertyName("signAlgo")] string SignAlgorithm,
    [property: JsonPropertyName("signAlgoParams"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    string? SignAlgorithmParameters,
    [property: JsonPropertyName("operationMode")] string OperationMode);

internal sealed record CscSignatures(
    [property: JsonPropertyName("signatures")] IReadOnlyList<string?>? Signatures);

[JsonSerializable(typeof(CscToken))]
[JsonSerializable(typeof(CscError))]
[JsonSerializable(typeof(CscCredentialsQuestion))]
[JsonSerializable(typeof(CscCredentials))]
[JsonSerializable(typeof(CscCredentialQuestion))]
[JsonSerializable(typeof(CscCredential))]
[JsonSerializable(typeof(CscAuthorization))]
[JsonSerializable(typeof(CscActivation))]
[JsonSerializable(typeof(CscHashes))]
[JsonSerializable(typeof(CscSignatures))]
internal sealed partial class CscJson : JsonSerializerContext;
