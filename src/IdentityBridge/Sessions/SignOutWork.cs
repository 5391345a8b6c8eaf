using Civic.IdentityBridge.Storage;

namespace Civic.IdentityBridge.Sessions;

/// <summary>What a sign-out came to, service by service.</summary>
internal sealed record SignedOut(IReadOnlyList<ServiceTold> Services)
{
    /// <summary>Every service has confirmed.</summary>
    public bool IsWhole => Services.All(s => s.Told == Told.Confirmed);
}

/// <summary>Ends sessions and tells the services at once, as far as they answer.</summary>
internal sealed class SignOutWork(ServiceSessions sessions, LogoutNotices notices, SignOutTruth truth)
{
    internal async Task<IReadOnlyList<ServiceTold>> WouldEndAsync(string browserHash, CancellationToken cancellation) =>
        await truth.OfAsync(await sessions.OfBrowserAsync(browserHash, cancellation), cancellation);

    /// <param name="browserHash">Whose browser.</param>
    /// <param name="named">The session that was named, told of even where it had ended by itself.</param>
    /// <param name="cancellation">The request's end.</param>
    internal async Task<SignedOut> EndBrowserAsync(
        string browserHash, ServiceSession? named, CancellationToken cancellation)
    {
        var open = await sessions.OfBrowserAsync(browserHash, cancellation);
        return await EndAsync(
            named is null || open.Any(s => s.Sid == named.Sid) ? open : [named, .. open], "person", cancellation);
    }

    internal async Task EndUpstreamAsync(string session, CancellationToken cancellation) =>
        await EndAsync(await sessions.OfUpstreamAsync(session, cancellation), "upstream", cancellation);

    internal async Task<SignedOut> EndAsync(
        IReadOnlyList<ServiceSession> ended, string actor, CancellationToken cancellation)
    {
        await sessions.EndAsync(ended, actor, cancellation);
        await notices.TellDueAsync(cancellation);
        return new SignedOut(await truth.OfAsync(ended, cancellation));
    }
}
