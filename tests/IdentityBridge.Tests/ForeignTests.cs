using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Civic.Testing;
using Microsoft.IdentityModel.Tokens;
using Shouldly;
using Xunit;

namespace Civic.IdentityBridge.Tests;

/// <summary>
/// Relying parties that are not ours: certified libraries on Node, used as their documentation has it.
/// </summary>
public sealed class ForeignTests
{
    [Modules(
        "OIDCCServerTest", "OIDCCEnsureRequestWithValidPkceSucceeds", "OIDCCEnsureRequestWithAcrValuesSucceeds",
        Check = "a login through PAR, DPoP and private_key_jwt gives tokens")]
    [Modules("OIDCCIdTokenSignature", Check = "jose verifies the id_token")]
    [Modules("OIDCCUserInfoGet", Check = "userinfo names the same person")]
    [Modules(
        "OIDCCRefreshToken", "FAPI2SPFinalRefreshToken",
        Check = "a refresh gives another access token and keeps the refresh token")]
    [Modules("OIDCCPromptNoneNotLoggedIn", Check = "prompt none is answered with login_required")]
    [Modules(
        "FAPI2SPFinalEnsureAuthorizationRequestWith64CharNonceSuccess",
        Check = "a request without nonce and one with 64 characters both work")]
    [Modules(
        "OIDCCDiscoveryEndpointVerification", "FAPI2SPFinalDiscoveryEndpointVerification",
        Check = "discovery says what the profile asks for")]
    [Theory, ClassData(typeof(Databases))]
    public Task OpenidClient_OnEveryEndpoint_IsServedAsTheProfileSays(DatabaseKind kind) =>
        AgreesAsync(kind, "openid-client.mjs", atLeast: 11);

    [Modules(
        "FAPI2SPFinalHappyFlow", "FAPI2SPFinalEnsureDpopProofAtParEndpointBindingSuccess",
        Check = "the whole way")]
    [Modules("FAPI2SPFinalUserRejectsAuthentication", Check = "person refuses")]
    [Modules("FAPI2SPFinalEnsureAuthorizationRequestWithoutStateSuccess", Check = "state may be left out")]
    [Modules(
        "FAPI2SPFinalEnsureAuthorizationRequestWithoutNonceSuccess",
        "OIDCCEnsureRequestWithoutNonceSucceedsForCodeFlow", Check = "nonce may be left out")]
    [Modules("FAPI2SPFinalEnsureOtherScopeOrderSucceeds", Check = "scopes in another order")]
    [Modules("FAPI2SPFinalEnsureMismatchedDpopJktFails", Check = "dpop_jkt of another key")]
    [Modules(
        "FAPI2SPFinalEnsureTokenEndpointFailsWithMismatchedDpopProofJkt",
        Check = "code with another DPoP key than the pushed request")]
    [Modules("FAPI2SPFinalEnsureDpopAuthCodeBindingSuccess", Check = "dpop_jkt alone binds the code")]
    [Modules(
        "FAPI2SPFinalEnsureAuthorizationRequestWithLongNonce",
        "FAPI2SPFinalEnsureAuthorizationRequestWithLongState",
        Check = "a long state and nonce come back whole")]
    [Modules(
        "FAPI2SPFinalEnsureRegisteredRedirectUri", "OIDCCEnsureRegisteredRedirectUri",
        Check = "redirect_uri not registered")]
    [Modules(
        "FAPI2SPFinalTolerateUnregisteredRedirectUri", Check = "redirect_uri not registered",
        RefusedBy = "FAPI 2.0 SP §5.3.2.2")]
    [Modules(
        "FAPI2SPFinalEnsureUnsignedAuthorizationRequestWithoutUsingParFails",
        Check = "an authorization request that was not pushed")]
    [Modules(
        "FAPI2SPFinalEnsureRedirectUriInAuthorizationRequest",
        "FAPI2SPFinalEnsureRequestObjectWithoutRedirectUriFails", Check = "redirect_uri missing")]
    [Modules("FAPI2SPFinalEnsureResponseTypeCodeIdTokenFails", Check = "response_type code id_token")]
    [Modules("FAPI2SPFinalEnsureResponseTypeTokenFails", Check = "response_type token")]
    [Modules("FAPI2SPFinalEnsureClientIdInTokenEndpoint", Check = "client_id of another with this assertion")]
    [Modules("FAPI2SPFinalEnsureHolderOfKeyRequired", Check = "code without any DPoP proof")]
    [Modules("FAPI2SPFinalEnsureAuthorizationCodeIsBoundToClient", Check = "code of another client")]
    [Modules("FAPI2SPFinalAttemptReuseAuthorizationCodeAfterOneSecond", Check = "code twice")]
    [Modules("FAPI2SPFinalEnsureClientAssertionInTokenEndpoint", Check = "no client assertion")]
    [Modules("FAPI2SPFinalEnsureClientAssertionWithExpIs5MinutesInPastFails", Check = "expired five minutes ago")]
    [Modules("FAPI2SPFinalEnsureClientAssertionWithWrongAudFails", Check = "aud of another")]
    [Modules("FAPI2SPFinalEnsureClientAssertionWithNoSubFails", Check = "no sub")]
    [Modules(
        "FAPI2SPFinalPAREnsureServerAcceptsReusedRequestUriBeforeAuthenticationCompletion",
        "FAPI2SPFinalPARAttemptReuseRequestUri",
        Check = "request_uri loads again before, and never after, its code")]
    [Modules(
        "FAPI2SPFinalPAREnsureJWTClientAssertionWithIatNbf8SecondsInTheFutureIsAccepted",
        Check = "iat and nbf eight seconds ahead are taken")]
    [Modules(
        "FAPI2SPFinalPAREnsureJWTClientAssertionWithIatNbfOver60SecondsInTheFutureFails",
        Check = "iat and nbf a minute and more ahead")]
    [Modules("FAPI2SPFinalPAREnsureRequestUriIsBoundToClient", Check = "request_uri of another client")]
    [Modules(
        "FAPI2SPFinalPARRejectRequestUriInParAuthorizationFormParams", Check = "request_uri in a pushed request")]
    [Modules("FAPI2SPFinalPARRejectInvalidHttpVerb", Check = "GET at the PAR endpoint")]
    [Modules("FAPI2SPFinalPAREnsurePKCERequired", Check = "no PKCE")]
    [Modules(
        "FAPI2SPFinalPAREnsurePKCECodeVerifierRequired", "FAPI2SPFinalPARIncorrectPKCECodeVerifierRejected",
        Check = "wrong and missing code_verifier")]
    [Modules("FAPI2SPFinalPAREnsurePlainPKCERejected", Check = "plain PKCE")]
    [Modules("FAPI2SPFinalParWithoutDuplicateParameters", Check = "a parameter twice")]
    [Modules("FAPI2SPFinalPAREndpointAsArrayAudienceFails", Check = "aud is a list")]
    [Modules("FAPI2SPFinalPAREndpointAsAudienceFails", Check = "aud is the PAR endpoint")]
    [Modules("FAPI2SPFinalPARTokenEndpointAsAudienceFails", Check = "aud is the token endpoint")]
    [Modules(
        "FAPI2SPFinalEnsureDifferentStateInsideAndOutsideRequestObject",
        "FAPI2SPFinalStateOnlyOutsideRequestObjectNotUsed",
        Check = "a state beside the request_uri is passed over")]
    [Modules(
        "OIDCCEnsureRequestWithUnknownParameterSucceeds", "OIDCCLoginHint", "OIDCCUiLocales",
        "OIDCCClaimsLocales", "OIDCCDisplayPage", "OIDCCMaxAge10000",
        Check = "optional and unknown parameters are passed over")]
    [Modules("OIDCCUserInfoPostHeader", Check = "userinfo by POST")]
    [Modules(
        "OIDCCUserInfoPostBody", Check = "an access token in the body is not taken",
        RefusedBy = "FAPI 2.0 SP §5.3.4")]
    [Modules(
        "OIDCCUnsignedRequestObjectSupportedCorrectlyOrRejectedAsUnsupported",
        Check = "a request object is not taken for its word")]
    [Modules(
        "OIDCCRequestUriUnsignedSupportedCorrectlyOrRejectedAsUnsupported",
        Check = "request_uri in a pushed request")]
    [Modules(
        "FAPI2SPFinalEnsureServerAcceptsRequestObjectWithMultipleAud", Check = "request object with two audiences")]
    [Modules(
        "FAPI2SPFinalEnsureRequestObjectWithNbf8SecondsInTheFutureIsAccepted",
        Check = "request object whose nbf is eight seconds ahead")]
    [Modules("FAPI2SPFinalEnsureRequestObjectWithoutExpFails", Check = "request object without exp")]
    [Modules("FAPI2SPFinalEnsureRequestObjectWithoutNbfFails", Check = "request object without nbf")]
    [Modules("FAPI2SPFinalEnsureExpiredRequestObjectFails", Check = "request object that expired")]
    [Modules("FAPI2SPFinalEnsureRequestObjectWithBadAudFails", Check = "request object for another")]
    [Modules(
        "FAPI2SPFinalEnsureRequestObjectWithExpOver60Fails", Check = "request object that lives over an hour")]
    [Modules(
        "FAPI2SPFinalEnsureRequestObjectWithNbfOver60Fails", Check = "request object older than an hour")]
    [Modules(
        "FAPI2SPFinalEnsureSignedRequestObjectWithRS256Fails", Check = "request object signed with RS256")]
    [Modules(
        "FAPI2SPFinalEnsureRequestObjectSignatureAlgorithmIsNotNone",
        Check = "a request object is not taken for its word")]
    [Modules(
        "FAPI2SPFinalEnsureRequestObjectWithInvalidSignatureFails", Check = "request object signed with another key")]
    [Modules(
        "FAPI2SPFinalEnsureMatchingKeyInAuthorizationRequest", Check = "request object of another client")]
    [Theory, ClassData(typeof(Databases))]
    public Task Oauth4webapi_BreakingEachClause_IsRefusedWithItsCode(DatabaseKind kind) =>
        AgreesAsync(kind, "oauth4webapi.mjs", atLeast: 35);

    [Theory, ClassData(typeof(Databases))]
    public Task OpenidClient_ParentActsForAChild_GetsBothNames(DatabaseKind kind) =>
        AgreesAsync(kind, "represent.mjs", atLeast: 5, persona: "minh", child: "be-na");

    private static async Task AgreesAsync(
        DatabaseKind kind, string script, int atLeast, string persona = "an", string? child = null)
    {
        await using var house = await House.StartAsync(
            kind, live: true, registers: child is not null, client: c => child is null
                ? c.Metadata() : c.Metadata(("scope", Representing.Scopes), ("represents_below_age", 18)));
        var about = child is null ? null : Sandbox.Personas.ById(child);

        var outcomes = await RunAsync(script, new
        {
            issuer = house.Issuer,
            clientId = house.Client.ClientId,
            jwk = Private(house.Client),
            otherClientId = house.OtherClient.ClientId,
            otherJwk = Private(house.OtherClient),
            redirect = ByHand.Redirect,
            persona,
            child = about is null ? null : new
            {
                Number = about.Number.Value,
                about.Name,
                BirthDate = about.BirthDate.ToString("dd/MM/yyyy", null),
            },
        });

        outcomes.Length.ShouldBeGreaterThanOrEqualTo(atLeast);
        outcomes.Where(o => o.Wrong is not null).Select(o => $"{o.Name}: {o.Wrong}").ShouldBeEmpty();
    }

    private static object Private(ByHand client)
    {
        var key = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(client.Key);
        return new
        {
            kty = "EC",
            crv = "P-256",
            x = key.X,
            y = key.Y,
            d = key.D,
            kid = client.Key.KeyId,
            alg = "ES256",
        };
    }

    internal static async Task<Outcome[]> RunAsync(string script, object input)
    {
        using var node = Process.Start(new ProcessStartInfo("node", [PathOf(script)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var cancellation = TestContext.Current.CancellationToken;
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(input));
        node.StandardInput.Close();
        var trouble = node.StandardError.ReadToEndAsync(cancellation);
        var said = await node.StandardOutput.ReadToEndAsync(cancellation);
        await node.WaitForExitAsync(cancellation);
        return node.ExitCode == 0 && said.Length > 0
            ? JsonSerializer.Deserialize<Outcome[]>(said, JsonSerializerOptions.Web)!
            : throw new InvalidOperationException(await trouble);
    }

    /// <summary>Of a file in the folder of foreign programs.</summary>
    internal static string PathOf(string file, [CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, "foreign", file);

    internal sealed record Outcome(string Name, string? Wrong);
}
