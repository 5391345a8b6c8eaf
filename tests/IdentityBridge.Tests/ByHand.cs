using System.Net.Http.Json;
using System.Text.Json;
using Civic.Shared.SignIn;
using Civic.Shared.SignIn.Dpop;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Civic.IdentityBridge.Tests;

/// <summary>A relying party written by hand from the RFCs, that can also do everything wrong.</summary>
internal sealed class ByHand(string clientId, string issuer, TimeProvider clock, HttpClient http)
{
    internal const string Redirect = "http://localhost:9/callback";

    internal ECDsaSecurityKey Key { get; init; } = EcKeys.Generate();

    /// <summary>Its tokens are bound to this key.</summary>
    internal DpopProofs Proofs { get; } = new(EcKeys.Generate(), clock);

    internal string RedirectUri { get; init; } = Redirect;

    internal string ClientId => clientId;

    /// <summary>The replica to which its requests go; the issuer's own address where none.</summary>
    internal string? Address { get; init; }

    internal string Verifier { get; } = Secrets.New();

    internal string Nonce { get; } = Secrets.New();

    internal object Metadata(params (string Name, object Value)[] more)
    {
        var metadata = new Dictionary<string, object>
        {
            ["client_id"] = clientId,
            ["client_name"] = "Phòng khám thử",
            ["redirect_uris"] = new[] { RedirectUri },
            ["post_logout_redirect_uris"] = new[] { "http://localhost:9/out" },
            ["grant_types"] = new[] { "authorization_code", "client_credentials", "refresh_token" },
            ["response_types"] = new[] { "code" },
            ["token_endpoint_auth_method"] = "private_key_jwt",
            ["scope"] = "openid profile national_id offline_access health.summary.read signing.seal",
            ["facility_code"] = "01901",
            ["jwks"] = JsonSerializer.SerializeToElement(
                new PublicJwkSet([Key.ToPublicJwk()]), JsonSerializerOptions.Web),
        };
        foreach (var (name, value) in more)
        {
            metadata[name] = value;
        }

        return metadata;
    }

    internal Dictionary<string, string> Request() => new()
    {
        ["response_type"] = "code",
        ["redirect_uri"] = RedirectUri,
        ["scope"] = "openid profile national_id",
        ["state"] = "the-state",
        ["nonce"] = Nonce,
        ["code_challenge"] = Secrets.Hash(Verifier),
        ["code_challenge_method"] = "S256",
        ["acr_values"] = "urn:civic:loa:2",
    };

    internal Dictionary<string, string> CodeGrant(string code) => new()
    {
        ["grant_type"] = "authorization_code",
        ["code"] = code,
        ["redirect_uri"] = RedirectUri,
        ["code_verifier"] = Verifier,
    };

    internal Dictionary<string, object> AssertionClaims()
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        return new()
        {
            ["iss"] = clientId,
            ["sub"] = clientId,
            ["aud"] = issuer,
            ["jti"] = Secrets.New(),
            ["iat"] = now,
            ["exp"] = now + 60,
        };
    }

    internal string Assertion(Action<Dictionary<string, object>>? change = null, SigningCredentials? credentials = null)
    {
        var claims = AssertionClaims();
        change?.Invoke(claims);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }
            .CreateToken(new SecurityTokenDescriptor
            {
                Claims = claims,
                SigningCredentials = credentials ?? new SigningCredentials(Key, SecurityAlgorithms.EcdsaSha256),
            });
    }

    internal async Task<Answer> PostAsync(string path, Dictionary<string, string> form, string? assertion = null)
    {
        var body = new Dictionary<string, string>(form);
        body.TryAdd("client_id", clientId);
        body["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
        body["client_assertion"] = assertion ?? Assertion();
        return await RawAsync(path, body);
    }

    internal async Task<Answer> RawAsync(string path, Dictionary<string, string> body)
    {
        using var answer = await Proofs.SendAsync(
            http,
            () => new HttpRequestMessage(HttpMethod.Post, (Address ?? issuer) + path)
            {
                Content = new FormUrlEncodedContent(body),
            },
            null, CancellationToken.None);
        return await Answer.OfAsync(answer);
    }

    /// <summary>As <see cref="PostAsync"/>, with a proof made by hand, or none.</summary>
    internal Task<Answer> PostWithProofAsync(string path, Dictionary<string, string> form, params string[] proofs) =>
        PostRawAsync(path, form, Assertion(), proofs);

    internal async Task<Answer> PostRawAsync(
        string path, Dictionary<string, string> form, string assertion, params string[] proofs)
    {
        var body = new Dictionary<string, string>(form)
        {
            ["client_id"] = clientId,
            ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ["client_assertion"] = assertion,
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, (Address ?? issuer) + path)
        {
            Content = new FormUrlEncodedContent(body),
        };
        request.Headers.Add("DPoP", proofs);
        using var answer = await http.SendAsync(request);
        return await Answer.OfAsync(answer);
    }

    /// <summary>The raw answer in a media type of the caller's choice.</summary>
    internal async Task<string> PostForTextAsync(string path, Dictionary<string, string> form, string accept)
    {
        var body = new Dictionary<string, string>(form)
        {
            ["client_id"] = clientId,
            ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ["client_assertion"] = Assertion(),
        };
        using var answer = await Proofs.SendAsync(
            http,
            () => new HttpRequestMessage(HttpMethod.Post, (Address ?? issuer) + path)
            {
                Content = new FormUrlEncodedContent(body),
                Headers = { { "Accept", accept } },
            },
            null, CancellationToken.None);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>The same client, talking to another replica of the bridge.</summary>
    internal ByHand At(string address) => new(clientId, issuer, clock, http)
    {
        Key = Key,
        RedirectUri = RedirectUri,
        Address = address,
    };

    internal async Task<Answer> UserInfoAsync(string token)
    {
        using var answer = await Proofs.SendAsync(
            http, () => new HttpRequestMessage(HttpMethod.Get, issuer + "/userinfo"), token, CancellationToken.None);
        return await Answer.OfAsync(answer);
    }

    internal async Task<string> PushAsync(Action<Dictionary<string, string>>? change = null)
    {
        var request = Request();
        change?.Invoke(request);
        var answer = await PostAsync("/par", request);
        return answer.Status == 201
            ? answer.Text("request_uri")
            : throw new InvalidOperationException(answer.Body.GetRawText());
    }

    internal string AuthorizeAddress(string requestUri) => QueryHelpers.AddQueryString(
        issuer + "/authorize", new Dictionary<string,
            string?>
        { ["client_id"] = clientId, ["request_uri"] = requestUri });

    /// <summary>The person's whole way; gives the address that the browser was sent back to.</summary>
    internal async Task<Uri> LogInAsync(
        string persona, Action<Dictionary<string, string>>? change = null, Browser? with = null)
    {
        using var own = with is null ? new Browser() : null;
        var browser = with ?? own!;
        await browser.GoAsync(AuthorizeAddress(await PushAsync(change)), Redirect);
        if (!browser.Address.ToString().StartsWith(Redirect, StringComparison.Ordinal))
        {
            await browser.PressAsync("Persona", persona, Redirect);
        }

        if (browser.Address.AbsolutePath.StartsWith("/consent/", StringComparison.Ordinal))
        {
            await browser.PressAsync("decision", "approve", Redirect);
        }

        return browser.Address;
    }

    internal async Task<string> CodeAsync(
        string persona, Action<Dictionary<string, string>>? change = null, Browser? with = null) =>
        In(await LogInAsync(persona, change, with), "code")
        ?? throw new InvalidOperationException("The login gave no code.");

    internal static string? In(Uri address, string parameter) =>
        QueryHelpers.ParseQuery(address.Query).TryGetValue(parameter, out var value) ? value.ToString() : null;
}

internal sealed record Answer(int Status, JsonElement Body)
{
    internal static async Task<Answer> OfAsync(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsStringAsync();
        return new((int)answer.StatusCode, JsonDocument.Parse(body.Length == 0 ? "{}" : body).RootElement)
        {
            Nonce = answer.Headers.TryGetValues("DPoP-Nonce", out var nonce) ? nonce.Single() : null,
            Challenge = answer.Headers.WwwAuthenticate.ToString(),
        };
    }

    internal string? Nonce { get; private init; }

    internal string Challenge { get; private init; } = "";

    internal string Text(string member) => Body.GetProperty(member).GetString()!;

    /// <summary>The error code, or the whole answer where it is none.</summary>
    internal string Error => Body.TryGetProperty("error", out var error) ? error.GetString()! : Body.GetRawText();

    internal JsonWebToken Token(string member) => new(Text(member));
}
