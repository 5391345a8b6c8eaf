using System.Text.Json.Serialization;
using Civic.Shared.Hosting;

namespace Civic.IdentityBridge;

/// <summary>Error codes, each of the RFC that defines it.</summary>
internal static class OAuthErrors
{
    // RFC 6749 §4.1.2.1 and §5.2
    internal const string InvalidRequest = "invalid_request";
    internal const string InvalidClient = "invalid_client";
    internal const string InvalidGrant = "invalid_grant";
    internal const string UnauthorizedClient = "unauthorized_client";
    internal const string UnsupportedGrantType = "unsupported_grant_type";
    internal const string UnsupportedResponseType = "unsupported_response_type";
    internal const string InvalidScope = "invalid_scope";
    internal const string AccessDenied = "access_denied";
    internal const string ServerError = "server_error";
    internal const string TemporarilyUnavailable = "temporarily_unavailable";

    // OpenID Connect Core §3.1.2.6
    internal const string LoginRequired = "login_required";
    internal const string InvalidRequestObject = "invalid_request_object";

    // OpenID Connect Core Error Code unmet_authentication_requirements §2
    internal const string UnmetAuthenticationRequirements = "unmet_authentication_requirements";

    // RFC 9449 §12.2
    internal const string InvalidDpopProof = "invalid_dpop_proof";

    // RFC 6750 §3.1
    internal const string InvalidToken = "invalid_token";

    /// <summary>400, or 401 where the client did not prove itself (RFC 6749 §5.2).</summary>
    internal static IResult Answer(Refusal refusal) => Results.Json(
        new OAuthErrorBody(refusal.Error, refusal.Description, Correlation.Current),
        statusCode: refusal.Error == InvalidClient ? StatusCodes.Status401Unauthorized
            : StatusCodes.Status400BadRequest);
}

/// <summary>Why something was refused: the code for programs and a sentence for their developers.</summary>
internal sealed record Refusal(string Error, string Description);

internal sealed record OAuthErrorBody(
    [property: JsonPropertyName("error")] string Error,
    [property: JsonPropertyName("error_description")] string Description,
    [property: JsonPropertyName("correlation")] string CorrelationId);
