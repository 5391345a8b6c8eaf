namespace Civic.Signing.Statements;

/// <summary>
/// The public half of a statement key. All replicas publish all keys, and a key stays as long as documents bear its
/// statements.
/// </summary>
internal sealed class StatementKeyRecord
{
    /// <summary>JWK thumbprint (RFC 7638).</summary>
    public required string Kid { get; init; }

    /// <summary>Coordinates of the P-256 point, base64url.</summary>
    public required string X { get; init; }

    public required string Y { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
