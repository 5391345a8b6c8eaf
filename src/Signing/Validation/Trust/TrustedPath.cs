namespace Civic.Signing.Validation.Trust;

/// <summary>A path to a listed service, checked but for times (RFC 5280, 6.1).</summary>
/// <param name="Certificates">From the certificate itself to the listed one that ends it.</param>
/// <param name="Service">The nearest listed one.</param>
internal sealed record TrustedPath(IReadOnlyList<KnownCertificate> Certificates, TrustService Service)
{
    internal KnownCertificate Leaf => Certificates[0];
}

/// <summary>What came of looking for a path.</summary>
internal abstract record PathOutcome
{
    private PathOutcome()
    {
    }

    internal sealed record Found(TrustedPath Path) : PathOutcome;

    /// <summary>No listed service leads to it.</summary>
    internal sealed record Missing : PathOutcome;

    /// <summary>There is a path, but a constraint of a certificate on it forbids it.</summary>
    internal sealed record Forbidden : PathOutcome;
}
