using Civic.Shared.Identity;
using Civic.Shared.SignIn.Events;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Http;

namespace Civic.Shared.SignIn;

/// <summary>What one service asks of the bridge when a person signs in.</summary>
public sealed record SignInOptions
{
    /// <summary>Client id at the bridge, such as "judicial-records".</summary>
    public required string ClientId { get; init; }

    public IReadOnlyList<string> Scopes { get; init; } = ["openid", "profile", "national_id"];

    /// <summary>The least assurance that is asked for and accepted.</summary>
    public AssuranceLevel Level { get; init; } = AssuranceLevel.Level2;

    /// <summary>Page of the service that tells a level-1 person what to do.</summary>
    public string LevelTooLowPage { get; init; } = "/level";

    /// <summary>Name of the service on the sign-in pages.</summary>
    public SiteName Site { get; init; } = SiteName.Civic;

    /// <summary>Takes the answers of <see cref="SignIn.BoundLogin"/>; null where the service asks for none.</summary>
    public Func<HttpContext, BoundLoginAnswer, Task<IResult>>? BoundLogin { get; init; }

    /// <summary>What this service does about a person of whom the bridge tells by a security event.</summary>
    public Func<IServiceProvider, ReceivedEvent, CancellationToken, Task>? SecurityEvent { get; init; }

    /// <summary>
    /// A parent or guardian may sign in for a child below this age (scope represent at the bridge); null where every
    /// token that names an actor is refused.
    /// </summary>
    public int? RepresentsBelowAge { get; init; }

    /// <summary>However busy, nobody acts for a child longer than the register's word about it holds.</summary>
    public TimeSpan Representing { get; init; } = TimeSpan.FromHours(1);

    /// <summary>A browser left alone for this long is signed out.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>However busy, nobody stays signed in longer than a working day.</summary>
    public TimeSpan Absolute { get; init; } = TimeSpan.FromHours(8);
}
