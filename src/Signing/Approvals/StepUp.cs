using System.Globalization;
using System.Security.Claims;
using System.Text;
using Civic.Shared.Hosting;
using Civic.Shared.Identity;
using Civic.Shared.SignIn;
using Microsoft.Extensions.Options;

namespace Civic.Signing.Approvals;

/// <summary>Whether a login is the word of the person whose key it is, fresh, and about this list alone.</summary>
internal abstract record StepUpOutcome
{
    private StepUpOutcome()
    {
    }

    internal sealed record Given(string Approver, DateTimeOffset AuthenticatedAt) : StepUpOutcome;

    /// <param name="Why">What is wrong, as the end of a sentence.</param>
    internal sealed record Refused(string Why) : StepUpOutcome;
}

/// <summary>
/// Checks the id_token of a step-up login (OpenID Connect Core 3.1.3.7). It was made by the bridge for the calling
/// client, whose keys and whose words alone could not make one: the person had to be there.
/// </summary>
internal sealed class StepUp(
    IHttpClientFactory http, CivicSettings settings, IOptions<SigningOptions> options, TimeProvider clock) : IDisposable
{
    internal const string Client = "step-up";

    private readonly RemoteKeySet _keys = new(
        http.CreateClient(Client), new Uri(settings.AddressOf("identity") + "/.well-known/jwks.json"), clock);

    internal async Task<StepUpOutcome> CheckAsync(
        string token, string client, ProfileOptions profile, string listDigest, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var keys = await _keys.FindAsync(JwtChecks.KeyIdOf(token), cancellation);
        var result = await JwtChecks.ValidateAsync(token, settings.AddressOf("identity"), client, ["JWT"], keys, now);
        if (!result.IsValid)
        {
            return new StepUpOutcome.Refused("the id_token is expired, foreign, for another client or malformed");
        }

        var claims = result.ClaimsIdentity;
        if (!Secrets.AreEqual(claims.FindFirst("nonce")?.Value ?? "", listDigest))
        {
            return new StepUpOutcome.Refused("the login was not about this list: its nonce is another");
        }

        if (AssuranceLevels.FromAcr(claims.FindFirst(BridgeClaims.Acr)?.Value) < AssuranceLevel.Level2)
        {
            return new StepUpOutcome.Refused("the login was below assurance level 2");
        }

        if (!claims.HasClaim(BridgeClaims.Roles, Roles.Leader))
        {
            return new StepUpOutcome.Refused("the person is not a leader");
        }

        if (TimeOf(claims) is not { } authenticated || IsStale(authenticated, now))
        {
            return new StepUpOutcome.Refused("the login is not fresh");
        }

        var subject = claims.FindFirst(BridgeClaims.Subject)?.Value;
        return subject is { Length: > 0 } && IsHolder(claims, subject, profile)
            ? new StepUpOutcome.Given(subject, authenticated)
            : new StepUpOutcome.Refused("the profile's key belongs to another person");
    }

    public void Dispose() => _keys.Dispose();

    private bool IsStale(DateTimeOffset authenticated, DateTimeOffset now) =>
        authenticated < now.AddSeconds(-options.Value.StepUpSeconds) || authenticated > now.AddSeconds(10);

    private static DateTimeOffset? TimeOf(ClaimsIdentity claims) =>
        long.TryParse(claims.FindFirst(BridgeClaims.AuthTime)?.Value, NumberStyles.None, CultureInfo.InvariantCulture,
            out var seconds) && seconds < 253_402_300_800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    /// <summary>By pairwise subject where the profile names any; else by the name on the certificate.</summary>
    private static bool IsHolder(ClaimsIdentity claims, string subject, ProfileOptions profile) =>
        profile.ApproverSubjects.Count > 0
            ? profile.ApproverSubjects.Contains(subject)
            : claims.FindFirst(BridgeClaims.Name)?.Value is { } name
                && string.Equals(name.Normalize(NormalizationForm.FormC),
                    profile.SignerName.Normalize(NormalizationForm.FormC), StringComparison.OrdinalIgnoreCase);
}
