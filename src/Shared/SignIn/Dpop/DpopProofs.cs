using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Civic.Shared.SignIn.Dpop;

/// <summary>A caller's side of RFC 9449: proofs by one key, and the nonces that other hosts last gave.</summary>
public sealed class DpopProofs(ECDsaSecurityKey key, TimeProvider clock)
{
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly ConcurrentDictionary<string, string> _nonces = new(StringComparer.Ordinal);

    /// <summary>
    /// Sends a request with its proof, and the access token where there is one; once more where the other side asks
    /// for its nonce. <paramref name="make"/> makes the request anew each time.
    /// </summary>
    public async Task<HttpResponseMessage> SendAsync(
        HttpClient http, Func<HttpRequestMessage> make, string? accessToken, CancellationToken cancellation)
    {
        var answer = await OnceAsync(http, make, accessToken, cancellation);
        if (!await AsksForNonceAsync(answer, cancellation))
        {
            return answer;
        }

        answer.Dispose();
        return await OnceAsync(http, make, accessToken, cancellation);
    }

    /// <summary>A proof for one request (RFC 9449 §4.2).</summary>
    public string ProofFor(string method, Uri address, string? accessToken = null)
    {
        var claims = new Dictionary<string, object>
        {
            ["jti"] = Secrets.New(),
            ["htm"] = method,
            ["htu"] = address.GetLeftPart(UriPartial.Path),
            ["iat"] = clock.GetUtcNow().ToUnixTimeSeconds(),
        };
        if (_nonces.TryGetValue(address.Authority, out var nonce))
        {
            claims["nonce"] = nonce;
        }

        if (accessToken is not null)
        {
            claims["ath"] = Secrets.Hash(accessToken);
        }

        return Sign(claims);
    }

    /// <summary>Keeps the nonce of an answer; true where a resource asks to try again with it.</summary>
    internal bool Learn(HttpResponseMessage answer, Uri address)
    {
        if (!answer.Headers.TryGetValues(DpopNonces.Header, out var given) || given.FirstOrDefault() is not { } nonce)
        {
            return false;
        }

        _nonces[address.Authority] = nonce;
        return answer.StatusCode == HttpStatusCode.Unauthorized
            && answer.Headers.WwwAuthenticate.Any(w => w.Parameter?.Contains(DpopCheck.UseNonce) == true);
    }

    private async Task<HttpResponseMessage> OnceAsync(
        HttpClient http, Func<HttpRequestMessage> make, string? accessToken, CancellationToken cancellation)
    {
        using var request = make();
        request.Headers.Add(DpopCheck.Header, ProofFor(request.Method.Method, request.RequestUri!, accessToken));
        if (accessToken is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue(DpopCheck.Header, accessToken);
        }

        return await http.SendAsync(request, cancellation);
    }

    private async Task<bool> AsksForNonceAsync(HttpResponseMessage answer, CancellationToken cancellation) =>
        Learn(answer, answer.RequestMessage!.RequestUri!)
        || (answer.StatusCode == HttpStatusCode.BadRequest
            && (await answer.Content.ReadAsStringAsync(cancellation)).Contains(
                $"\"{DpopCheck.UseNonce}\"", StringComparison.Ordinal));

    private string Sign(Dictionary<string, object> claims)
    {
        var jwk = key.ToPublicJwk();
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = "dpop+jwt",
            Claims = claims,
            AdditionalHeaderClaims = new Dictionary<string, object>
            {
                ["jwk"] = new Dictionary<string, object>
                {
                    ["kty"] = jwk.Kty,
                    ["crv"] = jwk.Crv,
                    ["x"] = jwk.X,
                    ["y"] = jwk.Y,
                },
            },
            SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256),
        });
    }
}
