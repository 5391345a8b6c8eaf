using Civic.Shared.Hosting;
using Microsoft.AspNetCore.Http;

namespace Civic.Shared.SignIn.Dpop;

/// <summary>What came of looking at a request's DPoP header.</summary>
public abstract record DpopOutcome
{
    private DpopOutcome()
    {
    }

    /// <summary>No header was sent.</summary>
    public sealed record None : DpopOutcome;

    public sealed record Sound(DpopProof Proof) : DpopOutcome;

    /// <summary>The code of RFC 9449 §12.2 or §5, and a sentence for a developer.</summary>
    public sealed record Refused(string Error, string Why) : DpopOutcome;
}

/// <summary>Proofs of possession sent to this service (RFC 9449).</summary>
public sealed class DpopCheck(DpopNonces nonces, ReplayMarks marks, CivicSettings settings, TimeProvider clock)
{
    public const string Header = "DPoP";
    public const string InvalidProof = "invalid_dpop_proof";
    public const string UseNonce = "use_dpop_nonce";

    /// <summary>
    /// Everything but replay, so that whoever must only fetch a nonce has spent nothing else of the request by then.
    /// Puts the current nonce on the answer.
    /// </summary>
    public DpopOutcome Look(HttpContext http)
    {
        http.Response.Headers[DpopNonces.Header] = nonces.Current();
        var headers = http.Request.Headers[Header];
        if (headers.Count == 0)
        {
            return new DpopOutcome.None();
        }

        var address = new Uri(settings.OwnAddress + http.Request.Path.ToUriComponent());
        if (headers is not [{ Length: > 0 } header]
            || DpopProof.TryRead(header, http.Request.Method, address, clock.GetUtcNow()) is not { } proof)
        {
            return new DpopOutcome.Refused(
                InvalidProof, "The DPoP proof is malformed, too old, or not for this method and address.");
        }

        return nonces.IsGood(proof.Nonce)
            ? new DpopOutcome.Sound(proof)
            : new DpopOutcome.Refused(UseNonce, "Make a new DPoP proof with the nonce of the DPoP-Nonce header.");
    }

    /// <summary>Marks the proof as used; the second use of one, at any replica, is refused.</summary>
    public Task<bool> IsFirstUseAsync(DpopProof proof, CancellationToken cancellation) =>
        marks.IsFirstAsync(MarkOf(proof), cancellation);

    /// <summary>For a unit of work that marks the proof together with what it is for.</summary>
    public static ReplayMark MarkOf(DpopProof proof) =>
        new("dpop", $"{proof.Thumbprint}\n{proof.Id}", proof.Until);
}
