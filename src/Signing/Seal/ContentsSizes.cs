using Civic.Signing.Cms;
using Civic.Signing.Keys;

namespace Civic.Signing.Seal;

/// <summary>
/// How much place a signature needs in the file. It has to be known before there is a signature, and what is kept free
/// and not used stays in the file as zeros, twice as many as bytes; so it is reckoned from the key and from the tokens
/// that the time-stamp service has given so far.
/// </summary>
internal sealed class ContentsSizes
{
    /// <summary>Serial numbers, fractions of a second and ECDSA's integers differ by less between two tokens.</summary>
    private const int Margin = 48;

    private int _token;

    /// <summary>False until the service has given a first token.</summary>
    internal bool IsTokenKnown => Volatile.Read(ref _token) > 0;

    /// <summary>Bytes for a document time stamp.</summary>
    internal int OfToken => Rounded(Volatile.Read(ref _token) + Margin);

    internal int OfSignature(ISigningKey key, PadesLevel level) => Rounded(
        CmsEnvelope.Of(key).LongestWith(level == PadesLevel.BB ? 0 : Volatile.Read(ref _token) + Margin));

    /// <summary>A service that has changed its certificate gives longer or shorter tokens from then on.</summary>
    internal void Learn(int tokenLength)
    {
        var known = Volatile.Read(ref _token);
        if (tokenLength > known || tokenLength < known - (4 * Margin))
        {
            Volatile.Write(ref _token, tokenLength);
        }
    }

    private static int Rounded(int bytes) => (bytes + 31) / 32 * 32;
}
