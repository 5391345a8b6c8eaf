namespace Civic.Signing.Issuance.MerkleLog;

/// <summary>One leaf of the log. Never changed, never deleted.</summary>
internal sealed class LogEntry
{
    /// <summary>Its place, from 0.</summary>
    public required long Index { get; init; }

    public required string Number { get; init; }

    /// <summary>Exactly the text whose UTF-8 bytes were hashed.</summary>
    public required string Leaf { get; init; }
}

/// <summary>The hash of a perfect subtree, the leaves' own hashes among them. Written once.</summary>
internal sealed class LogNode
{
    public required long Id { get; init; }

    public required byte[] Hash { get; init; }
}

/// <summary>A key with which the witness countersigns. Kept as it was when it was first seen.</summary>
internal sealed class WitnessKey
{
    public required string Kid { get; init; }

    public required string X { get; init; }

    public required string Y { get; init; }

    public required DateTimeOffset FirstSeenAt { get; init; }
}

/// <summary>A tree head that the witness has countersigned.</summary>
internal sealed class WitnessedHead
{
    public required long Size { get; init; }

    public required byte[] Root { get; init; }

    /// <summary>The signed tree head that was shown to the witness.</summary>
    public required string TreeHead { get; init; }

    public required string Cosignature { get; init; }

    public required DateTimeOffset WitnessedAt { get; init; }
}
