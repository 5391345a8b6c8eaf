using Civic.IdentityBridge.Matching;

namespace Civic.IdentityBridge.Storage;

/// <summary>Where a person's account stands to the population register.</summary>
internal sealed class StoredLink
{
    public required Guid PersonId { get; init; }

    /// <summary>The name of a LinkState.</summary>
    public required string State { get; set; }

    /// <summary>The name of a Finding, where there is one.</summary>
    public string? Finding { get; set; }

    /// <summary>The number that the register has instead.</summary>
    public string? ReplacedBy { get; set; }

    /// <summary>The account that this one became.</summary>
    public Guid? MergedInto { get; set; }

    /// <summary>A StatedPerson, protected; gone once nobody needs it.</summary>
    public byte[]? Stated { get; set; }

    /// <summary>The reference that the person was shown.</summary>
    public string? Reference { get; set; }

    public required DateTimeOffset Since { get; set; }

    public DateTimeOffset? MatchedAt { get; set; }

    /// <summary>Hash of what the upstream stated then: other words are compared anew.</summary>
    public string? MatchedAs { get; set; }

    /// <summary>When to ask the register again without the person.</summary>
    public DateTimeOffset? AgainAt { get; set; }

    /// <summary>Counts changes: of two at once, one is made anew.</summary>
    public long Version { get; set; }

    internal AccountLink Link => new(
        Enum.Parse<LinkState>(State), Finding is null ? null : Enum.Parse<Finding>(Finding));

    internal void Become(AccountLink next, DateTimeOffset now)
    {
        Since = next == Link ? Since : now;
        (State, Finding) = (next.State.ToString(), next.Why?.ToString());
        Version++;
    }
}
