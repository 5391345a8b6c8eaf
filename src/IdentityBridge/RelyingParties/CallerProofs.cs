using Civic.Shared.SignIn.Dpop;
using Civic.Shared.Storage;

namespace Civic.IdentityBridge.RelyingParties;

/// <summary>
/// A client that proved itself, the key that it holds where it showed one, and the marks of its proofs, which are good
/// once: they are taken in the unit of work that the request is about.
/// </summary>
internal sealed record Caller(RelyingParty Client, string? Thumbprint, ReplayMark Assertion, ReplayMark? Proof)
{
    /// <summary>Null where both proofs are used for the first time.</summary>
    internal async ValueTask<Refusal?> SpendAsync(PreparedConnection unit)
    {
        if (!await Assertion.TakeAsync(unit))
        {
            return new(
                OAuthErrors.InvalidClient, "The client_assertion was used before; make a new one for each request.");
        }

        return Proof is null || await Proof.TakeAsync(unit)
            ? null
            : new(DpopCheck.InvalidProof, "The DPoP proof was used before.");
    }
}

/// <summary>
/// The two proofs of a request to the bridge. The DPoP proof is looked at first: a client that must only fetch a nonce
/// has then not spent its assertion, and many send the same one again.
/// </summary>
internal sealed class CallerProofs(ClientAuthentication authentication, DpopCheck dpop, GroupCommit commit)
{
    /// <summary>As <see cref="ProveAsync"/>, with the proofs used up at once.</summary>
    internal async Task<(Caller? Caller, IFormCollection Form, Refusal? Why)> ProveAndSpendAsync(HttpContext http)
    {
        var (caller, form, why) = await ProveAsync(http);
        if (caller is not null)
        {
            why = await commit.RunAsync(caller.SpendAsync, http.RequestAborted);
        }

        return (why is null ? caller : null, form, why);
    }

    /// <returns>The caller, whose proofs are still to be spent, and the parameters that it sent, or why it is not
    /// heard.</returns>
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
        return proved switch
        {
            ClientProof.NotProved not => (null, not.Why),
            ClientProof.Proved { Client: var client, Mark: var mark } when looked is DpopOutcome.Sound sound =>
                (new Caller(client, sound.Proof.Thumbprint, mark, DpopCheck.MarkOf(sound.Proof)), null),
            ClientProof.Proved { Client: var client, Mark: var mark } => (new Caller(client, null, mark, null), null),
            _ => throw new System.Diagnostics.UnreachableException("A client is proved or it is not."),
        };
    }
}
