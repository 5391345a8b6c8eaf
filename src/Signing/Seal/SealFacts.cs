using Civic.Signing.Revocation;

namespace Civic.Signing.Seal;

/// <summary>What the database says about one call, before anything is decided.</summary>
internal sealed record SealFacts
{
    /// <summary>What was made under the same key before, if anything was.</summary>
    public SealRecord? Earlier { get; init; }

    /// <summary>What went into the earlier file's security store, by id, and into those of other calls.</summary>
    public IReadOnlyDictionary<string, EvidenceItem> Evidence { get; init; } = new Dictionary<string, EvidenceItem>();

    /// <summary>Those of exactly this document, the newest first.</summary>
    public IReadOnlyList<GivenApproval> Approvals { get; init; } = [];

    /// <summary>Whether these very bytes left here with the competent person's signature as their last.</summary>
    public bool IsAsThePersonSignedIt { get; init; }

    /// <summary>The newest approval that still holds.</summary>
    internal GivenApproval? ApprovalAt(DateTimeOffset now) => Approvals.FirstOrDefault(a => a.ExpiresAt > now);
}

/// <param name="SigningTime">The time that the signature will claim.</param>
internal sealed record GivenApproval(DateTimeOffset ExpiresAt, DateTimeOffset SigningTime);
