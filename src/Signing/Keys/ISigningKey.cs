using System.Security.Cryptography.X509Certificates;

namespace Civic.Signing.Keys;

/// <summary>
/// A profile's private key, wherever it lives: a PKCS#12 file, a PKCS#11 token, or a remote signing service (CSC API
/// v2). Many callers may sign at once.
/// </summary>
internal interface ISigningKey
{
    X509Certificate2 Certificate { get; }

    /// <summary>The certificate and its issuers up to, and with, the root.</summary>
    IReadOnlyList<X509Certificate2> Chain { get; }

    /// <summary>How it signs; the digest to be signed is made with this scheme's hash.</summary>
    SignatureScheme Scheme { get; }

    /// <summary>Signs a digest that was made with the scheme's hash; for CMS that of the signed attributes.</summary>
    /// <returns>ECDSA as a DER sequence of r and s (RFC 5753 2.1.1), RSA as it is.</returns>
    /// <exception cref="KeyUnavailableException">The token or the service did not sign.</exception>
    ValueTask<byte[]> SignHashAsync(ReadOnlyMemory<byte> digest, CancellationToken cancellation);
}

/// <summary>The place where a key lives does not answer, or refuses. Nothing was signed; it may be retried.</summary>
/// <param name="reason">A stable word for the log: no secret, no personal data.</param>
/// <param name="inner">What the token or the connection said.</param>
internal sealed class KeyUnavailableException(string reason, Exception? inner = null)
    : Exception($"The key did not sign: {reason}.", inner)
{
    internal string Reason => reason;
}
