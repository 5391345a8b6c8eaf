using System.Diagnostics;
using Civic.AppHost.Demo;
using Civic.AppHost.House;
using Civic.Browsing;

namespace Civic.AppHost.Bench.Dossiers;

/// <summary>Somebody who asks for a certificate and takes it back, so that they may ask again.</summary>
internal sealed class DossierCitizen(string persona, string site) : IDisposable
{
    internal Actor Actor { get; } = new(persona);

    /// <returns>Milliseconds from sending the reviewed request until the page that tracks it is there.</returns>
    internal async Task<double> SubmitAsync(CancellationToken cancellation)
    {
        var (took, sent) = await SendAsync(cancellation);
        await WithdrawAsync(sent, cancellation);
        return took;
    }

    /// <summary>What is done while this person has a request under way.</summary>
    internal async Task<T> WithRequestAsync<T>(Func<string, Task<T>> with, CancellationToken cancellation)
    {
        var (_, sent) = await SendAsync(cancellation);
        var result = await with(sent.Address.Segments[^1].Trim('/'));
        await WithdrawAsync(sent, cancellation);
        return result;
    }

    public void Dispose() => Actor.Dispose();

    private async Task<(double Took, Page Sent)> SendAsync(CancellationToken cancellation)
    {
        var review = await PlainRequest.ReviewAsync(Actor, site, copies: 0, cancellation);
        var (took, sent) = await SendAsync(review, cancellation);
        // After five minutes the login is too old for it; what is measured is the request that is taken.
        if (await Actor.BackFromSigningInAnewAsync(sent, cancellation) is { } back)
        {
            (took, sent) = await SendAsync(back, cancellation);
        }

        return sent.Has("form[action$='handler=Withdraw']")
            ? (took, sent)
            : throw new HouseFailure($"{Actor.Persona.Id}'s request was not taken: {sent.Text}");
    }

    private static async Task<(double Took, Page Sent)> SendAsync(Page review, CancellationToken cancellation)
    {
        var submit = review.Form("#submit").Fill("undertaken", "true");
        var started = Stopwatch.GetTimestamp();
        var sent = (await submit.SendAsync(cancellation)).MustBe();
        return (Stopwatch.GetElapsedTime(started).TotalMilliseconds, sent);
    }

    private static async Task WithdrawAsync(Page request, CancellationToken cancellation) =>
        (await request.Form("form[action$='handler=Withdraw']").SendAsync(cancellation)).MustBe();
}
