using System.Text;
using Civic.IdentityBridge.Tokens;
using Civic.Shared.SignIn;
using Civic.Shared.SignIn.Events;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace Civic.IdentityBridge.Tests;

/// <summary>Security events signed by the bridge's own key, each wrong in one thing, pushed to a service.</summary>
internal sealed class SetForge(House house)
{
    /// <param name="subject">Whom it is about.</param>
    /// <param name="how">What is wrong with it; null for nothing.</param>
    internal async Task<string> TokenAsync(string subject, string? how = null)
    {
        var now = house.Clock.GetUtcNow().ToUnixTimeSeconds();
        var claims = new Dictionary<string, object>
        {
            ["iss"] = how == "issuer" ? "https://evil.example" : house.Issuer,
            ["aud"] = how == "audience" ? "health-record" : "judicial-records",
            ["jti"] = Secrets.New(),
            ["iat"] = how == "old" ? now - (4 * 86_400) : how == "future" ? now + 600 : now,
            ["txn"] = "t",
            ["sub_id"] = new Dictionary<string, object>
            {
                ["format"] = how == "format" ? "opaque" : "iss_sub",
                ["iss"] = how == "subject" ? "https://evil.example" : house.Issuer,
                ["sub"] = subject,
            },
            ["events"] = how == "events"
                ? new Dictionary<string, object>()
                : new Dictionary<string, object>
                {
                    [SecurityEventTypes.SessionRevoked] = new Dictionary<string, object> { ["event_timestamp"] = now },
                },
        };
        if (how == "jti")
        {
            claims.Remove("jti");
        }

        var type = how == "type" ? "logout+jwt" : "secevent+jwt";
        await using var scope = house.Bridge.Services.CreateAsyncScope();
        var signer = await scope.ServiceProvider.GetRequiredService<KeyRing>()
            .SigningAsync(TestContext.Current.CancellationToken);
        var token = how is "key" or "signature" ? Sign(claims, how == "key" ? "unknown" : signer.KeyId)
            : signer.Sign(type, claims);
        return how == "unsigned"
            ? $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"secevent+jwt"}""")}.{token.Split('.')[1]}."
            : token;
    }

    internal async Task<(int Status, string Body)> PushAsync(string token, string type = SecurityEventTypes.MediaType)
    {
        using var body = new StringContent(token, Encoding.ASCII);
        body.Headers.ContentType = new(type);
        using var answer = await house.Http.PostAsync(
            house.Judicial!.Address + "/security-events", body, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static string Sign(Dictionary<string, object> claims, string keyId)
    {
        var key = EcKeys.Generate();
        key.KeyId = keyId;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            new SecurityTokenDescriptor
            {
                TokenType = "secevent+jwt",
                Claims = claims,
                SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256),
            });
    }
}
