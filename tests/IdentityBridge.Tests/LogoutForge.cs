using Civic.IdentityBridge.Storage;
using Civic.IdentityBridge.Tokens;
using Civic.Shared.SignIn;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace Civic.IdentityBridge.Tests;

/// <summary>Logout tokens signed by the bridge's own key, each wrong in one thing.</summary>
internal sealed class LogoutForge(House house)
{
    internal async Task<string> TokenAsync(
        Action<Dictionary<string, object>>? change = null, SecurityKey? key = null, string type = "logout+jwt",
        bool unsigned = false, string algorithm = SecurityAlgorithms.EcdsaSha256)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var scope = house.Bridge.Services.CreateAsyncScope();
        var session = await scope.ServiceProvider.GetRequiredService<IdentityDbContext>().ServiceSessions
            .OrderByDescending(s => s.StartedAt).FirstAsync(cancellation);
        var signer = await scope.ServiceProvider.GetRequiredService<KeyRing>().SigningAsync(cancellation);
        var now = house.Clock.GetUtcNow().ToUnixTimeSeconds();
        var claims = new Dictionary<string, object>
        {
            ["iss"] = house.Issuer,
            ["aud"] = session.ClientId,
            ["sub"] = session.Subject,
            ["sid"] = session.Sid,
            ["iat"] = now,
            ["exp"] = now + 120,
            ["jti"] = Secrets.New(),
            ["events"] = new Dictionary<string, object>
            {
                [BackchannelLogout.Event] = new Dictionary<string, object>(),
            },
        };
        change?.Invoke(claims);
        if (key is not null)
        {
            key.KeyId = signer.KeyId;
        }

        var token = key is null ? signer.Sign(type, claims)
            : new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
                new SecurityTokenDescriptor
                {
                    TokenType = type,
                    Claims = claims,
                    SigningCredentials = new SigningCredentials(key, algorithm),
                });
        return unsigned
            ? $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"logout+jwt"}""")}.{token.Split('.')[1]}."
            : token;
    }
}
