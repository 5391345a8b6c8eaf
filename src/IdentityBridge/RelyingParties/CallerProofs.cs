using Civic.Shared.SignIn.Dpop;

namespace Civic.IdentityBridge.RelyingParties;

/// <summary>A client that proved itself, and the key that it holds where it showed one.</summary>
internal sealed record Caller(RelyingParty Client, string? Thumbprint);

/// <summary>
/// The two proofs of a request to the bridge. The DPoP proof is looked at first: a client that must only fetch a nonce
/// has then not spent its assertion, and many send the same one again.
/// </summary>
internal sealed class CallerProofs(ClientAuthentication authentication, DpopCheck dpop)
{
    /// <returns>The caller and the parameters that it sent, or why it is not heard.</returns>
    internal async Task<(Caller? Caller, IFormCollection Form, Refusal? Why)> ProveAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
        {
            return (null, FormCollection.Empty,
                new(OAuthErrors.InvalidRequest, "Send application/x-www-form-urlencoded."));
        }

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (caller, why) = await ProveAsync(http, form, http.RequestAborted);
        return (caller, form, why);
    }

    private async Task<(Caller? Caller, Refusal? Why)> ProveAsync(
        HttpContext http, IFormCollection form, CancellationToken cancellation)
    {
        if (form.FirstOrDefault(f => f.Value.Count > 1).Key is { } twice)
        {
            // RFC 6749 §3.1 and §3.2: parameters must not be included more than once.
            return (null, new(OAuthErrors.InvalidRequest, $"{twice} was sent more than once."));
        }

        var looked = dpop.Look(http);
        if (looked is DpopOutcome.Refused refused)
        {
            return (null, new(refused.Error, refused.Why));
        }

        var proved = await authentication.ProveAsync(http, form, cancellation);
        if (proved is not ClientProof.Proved { Client: var client })
        {
            return (null, ((ClientProof.NotProved)proved).Why);
        }

        if (looked is not DpopOutcome.Sound { Proof: var proof })
        {
            return (new Caller(client, null), null);
        }

        return await dpop.IsFirstUseAsync(proof, cancellation)
            ? (new Caller(client, proof.Thumbprint), null)
            : (null, new(DpopCheck.InvalidProof, "The DPoP proof was used before."));
    }
}
