using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.Shared.SignIn;

/// <summary>
/// How a login ended that was bound to a deed: its nonce is the digest of what the person is about to do, so that the
/// bridge's signature covers person, level, time and deed. A step-up (RFC 9470) for one act rather than for a session.
/// </summary>
public abstract record BoundLoginAnswer
{
    private BoundLoginAnswer(string nonce) => Nonce = nonce;

    public string Nonce { get; }

    /// <summary>The signed-in person has proved themselves anew.</summary>
    public sealed record Given : BoundLoginAnswer
    {
        internal Given(string idToken, string nonce)
            : base(nonce) => IdToken = idToken;

        /// <summary>As the bridge made it, for whoever checks the login by itself.</summary>
        public string IdToken { get; }
    }

    /// <summary>Somebody else than the signed-in person logged in; recorded, never accepted.</summary>
    public sealed record OtherPerson : BoundLoginAnswer
    {
        internal OtherPerson(string nonce)
            : base(nonce)
        {
        }
    }

    public sealed record Failed : BoundLoginAnswer
    {
        internal Failed(string what, string nonce)
            : base(nonce) => What = what;

        /// <summary>cancelled, unavailable or failed.</summary>
        public string What { get; }
    }
}

public static class BoundLogin
{
    /// <summary>
    /// Sends the signed-in person to the bridge for a fresh login (max_age 0); the answer comes to
    /// <see cref="SignInOptions.BoundLogin"/>. Start it from a link: a form's redirects would have to be allowed one by
    /// one.
    /// </summary>
    public static Task<IResult> BeginBoundLoginAsync(this HttpContext http, string nonce)
    {
        var services = http.RequestServices;
        return SignInStart.BeginAsync(
            http, services.GetRequiredService<BridgeClient>(),
            services.GetRequiredService<SignInAttempts>().Begin(http, "/", maxAge: 0, nonce),
            services.GetRequiredService<SignInOptions>());
    }
}
