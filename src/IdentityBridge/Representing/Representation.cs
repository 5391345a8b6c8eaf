using Civic.IdentityBridge.Upstreams;
using Civic.Shared.Identity;

namespace Civic.IdentityBridge.Representing;

/// <summary>What one person is to another whom they act for.</summary>
internal enum Relation
{
    Parent,
    Guardian,
}

/// <summary>Whoever is asked about: a number, a name and a birth date, which the register matches together.</summary>
/// <param name="Born">As far as it is known; only the year of some.</param>
internal sealed record StatedSomebody(string Number, string Name, PartialDate Born);

/// <summary>
/// One person acts for another, as the population register confirmed it at a moment. Stored only in protected form.
/// </summary>
/// <param name="Choice">Names this choice on the consent page, so that a yes is to what was shown.</param>
/// <param name="Child">Who is acted for; the name is the register's.</param>
/// <param name="IsDayKnown">Whether the register has the day of birth, or only the year.</param>
/// <param name="IsMale">Of the child.</param>
/// <param name="Actor">Who signed in.</param>
/// <param name="Relation">What the register says that they are.</param>
/// <param name="ConfirmedAt">When it said so.</param>
internal sealed record Representation(
    Guid Choice, StatedSomebody Child, bool IsDayKnown, bool IsMale, StatedSomebody Actor, Relation Relation,
    DateTimeOffset ConfirmedAt)
{
    internal CitizenId ChildNumber => CitizenId.Parse(Child.Number);

    private PartialDate Known => IsDayKnown ? Child.Born : PartialDate.OfYear(Child.Born.Year);

    /// <summary>
    /// Whether the child is still below an age that day. Of a child whose day is not known the first of the year
    /// counts, so that nobody is acted for too long.
    /// </summary>
    internal bool IsBelow(int age, DateOnly today) =>
        today < Known.Earliest.AddYears(age);

    /// <summary>
    /// The child as a login would show them: what is released is about the child, how it was proved is the actor's.
    /// </summary>
    internal UpstreamIdentity Of(UpstreamIdentity actor) =>
        new(ChildNumber, Child.Name,
            Known.ToString(), IsMale ? "male" : "female", actor.Level, actor.Amr, actor.AuthTime)
        {
            UpstreamSession = actor.UpstreamSession,
            MatchedAt = ConfirmedAt.ToUnixTimeSeconds(),
            IsByRegisterAlone = true,
        };
}
