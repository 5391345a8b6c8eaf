namespace Civic.IdentityBridge.Matching;

/// <summary>How an account stands to the person whom the population register knows.</summary>
internal enum LinkState
{
    /// <summary>Never asked about.</summary>
    New,

    /// <summary>The upstream's word alone; the register could not be asked yet.</summary>
    Unmatched,

    /// <summary>The register knows this person as the upstream states them.</summary>
    Matched,

    /// <summary>The register says otherwise; administrators must look.</summary>
    Questioned,

    /// <summary>Two administrators settled that the difference does no harm.</summary>
    Accepted,

    /// <summary>Two administrators closed the account.</summary>
    Closed,

    /// <summary>The number was replaced; the account is another one's now.</summary>
    Merged,
}

/// <summary>In what the register and the upstream differ.</summary>
internal enum Finding
{
    /// <summary>Nobody has this number, name and birth date together.</summary>
    NotOnRecord,
    OtherBirthDate,
    Deceased,
    NumberReplaced,
}

/// <summary>What happens to a link: the register's answers, and what two administrators decide.</summary>
internal abstract record LinkEvent
{
    private LinkEvent()
    {
    }

    internal sealed record Agreed : LinkEvent;

    internal sealed record NotReached : LinkEvent;

    internal sealed record Differs(Finding Why) : LinkEvent;

    internal sealed record Accepted : LinkEvent;

    internal sealed record Refused : LinkEvent;

    internal sealed record Reopened : LinkEvent;

    internal sealed record Merged : LinkEvent;
}

/// <summary>The state machine of account linking: every state, every transition, in one place.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Why">The difference, where there is one.</param>
internal readonly record struct AccountLink(LinkState State, Finding? Why = null)
{
    internal static readonly AccountLink New = new(LinkState.New);

    /// <summary>Whether the person may sign in.</summary>
    internal bool Opens => State is LinkState.Unmatched or LinkState.Matched or LinkState.Accepted;

    /// <summary>Null where that can't happen in this state.</summary>
    internal AccountLink? After(LinkEvent what) => (State, what) switch
    {
        // For good: the old number leads to the new one's account, which has a link of its own.
        (LinkState.Merged, _) => null,

        // What two persons closed only two persons open, whatever the register says since.
        (LinkState.Closed, LinkEvent.Reopened) => new(LinkState.Questioned, Why),
        (LinkState.Closed, LinkEvent.Agreed or LinkEvent.NotReached or LinkEvent.Differs) => this,

        // A number that belongs to nobody any more is not accepted; its account moves to the new number.
        (LinkState.Questioned, LinkEvent.Merged) => Why == Finding.NumberReplaced ? new(LinkState.Merged) : null,
        (LinkState.Questioned, LinkEvent.Accepted) =>
            Why == Finding.NumberReplaced ? null : new(LinkState.Accepted, Why),
        (LinkState.Questioned, LinkEvent.Refused) => new(LinkState.Closed, Why),
        (_, LinkEvent.Accepted or LinkEvent.Refused or LinkEvent.Reopened or LinkEvent.Merged) => null,

        (_, LinkEvent.Agreed) => new(LinkState.Matched),
        (LinkState.New, LinkEvent.NotReached) => new(LinkState.Unmatched),

        // A register that is down takes nothing from anybody and answers no question.
        (_, LinkEvent.NotReached) => this,

        // What was accepted stays accepted until the register says something else.
        (LinkState.Accepted, LinkEvent.Differs same) when same.Why == Why => this,
        (_, LinkEvent.Differs differs) => new(LinkState.Questioned, differs.Why),
        _ => throw new System.Diagnostics.UnreachableException("Every event is named above."),
    };
}
