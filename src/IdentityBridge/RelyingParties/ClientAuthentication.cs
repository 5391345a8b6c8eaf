using Civic.Shared.Audit;
using Civic.Shared.Hosting;
using Civic.Shared.SignIn;
using Civic.Shared.SignIn.Dpop;
using Civic.Shared.Storage;
using Microsoft.IdentityModel.Tokens;

namespace Civic.IdentityBridge.RelyingParties;

/// <summary>A client proved itself, or it did not.</summary>
internal abstract record ClientProof
{
    private ClientProof()
    {
    }

    /// <param name="Client">Who it is.</param>
    /// <param name="Mark">Of its assertion, which is good once.</param>
    internal sealed record Proved(RelyingParty Client, ReplayMark Mark) : ClientProof;

    internal sealed record NotProved(Refusal Why) : ClientProof;
}

/// <summary>
/// private_key_jwt (RFC 7523 §3) and nothing else: ES256 or PS256, iss = sub = client_id, aud the issuer alone
/// as one text (FAPI 2.0 security profile §5.3.2.1), short-lived, its jti used once across all replicas: its
/// mark is taken in the unit of work that the assertion is for.
/// </summary>
internal sealed class ClientAuthentication(
    ClientRegistry registry, ClientKeys keys, GroupCommit commit, CivicSettings settings, TimeProvider clock)
{
    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /// <summary>FAPI 2.0 security profile §5.4.1.</summary>
    internal static readonly string[] SigningAlgorithms =
        [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSsaPssSha256];

    private const string NotBelieved =
        "The client is unknown, the client_assertion is forged or expired, or iss, sub and aud (the issuer alone, as "
        + "one text) are not as they must be.";

    private static readonly SignatureKey Nobody = SignatureKey.Of(EcKeys.Generate())!;
    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(5);

    internal async Task<ClientProof> ProveAsync(HttpContext http, IFormCollection form, CancellationToken cancellation)
    {
        if (form.ContainsKey("client_secret") || http.Request.Headers.ContainsKey("Authorization"))
        {
            return No("Clients authenticate with private_key_jwt only.");
        }

        if (form["client_assertion_type"] != AssertionType
            || form["client_assertion"] is not [{ Length: > 0 } assertion])
        {
            return No("A client_assertion of type jwt-bearer is missing.");
        }

        if (form["client_id"] is not [{ } clientId])
        {
            return No("The client_id is missing.");
        }

        var client = registry.Find(clientId);
        var (mark, refused) = client is null
            ? CheckForNobody(assertion) : await CheckAsync(client, assertion, cancellation);
        if (mark is not null)
        {
            return new ClientProof.Proved(client!, mark);
        }

        var actor = client?.ClientId ?? "unknown";
        var said = AuditTrail.Event(clock, actor, "client.authentication", actor, refused!);
        await commit.RunAsync(async unit =>
        {
            await unit.AuditAsync(said);
            return true;
        }, cancellation);
        return No(refused!);
    }

    /// <summary>
    /// Whether a client exists is told neither by the words nor by the work: an unknown one costs a signature and a row
    /// as well.
    /// </summary>
    private static (ReplayMark? Mark, string? Why) CheckForNobody(string assertion)
    {
        if (StrictJws.TryRead(assertion) is { } jws)
        {
            _ = Nobody.Verifies(jws);
        }

        return (null, NotBelieved);
    }

    private static ClientProof.NotProved No(string why) => new(new Refusal(OAuthErrors.InvalidClient, why));

    /// <summary>The mark to take where the assertion stands, or why it does not.</summary>
    private async Task<(ReplayMark? Mark, string? Why)> CheckAsync(
        RelyingParty client, string assertion, CancellationToken cancellation)
    {
        if (StrictJws.TryRead(assertion) is not { } jws)
        {
            return (null, NotBelieved);
        }

        SignatureKey? key;
        try
        {
            key = await keys.FindOneAsync(client, jws.KeyId, cancellation);
        }
        catch (HttpRequestException)
        {
            return (null, "The client's jwks_uri could not be read.");
        }

        var now = clock.GetUtcNow();
        if (!JwtChecks.Holds(jws, client.ClientId, settings.OwnAddress, null, _ => key, now)
            || jws.Text("sub") != client.ClientId)
        {
            return (null, NotBelieved);
        }

        var until = DateTimeOffset.FromUnixTimeSeconds(jws.Number("exp")!.Value);
        return until <= now + LongestLife && jws.Text("jti") is { Length: > 0 and <= 200 } id
            ? (new ReplayMark("client-assertion", $"{client.ClientId}\n{id}", until), null)
            : (null, "The client_assertion needs a jti and may live five minutes at most.");
    }
}
