using System.Security.Cryptography;
using Civic.Documents.Reading;
using Civic.Documents.Signatures;

namespace Civic.Signing.Validation;

/// <summary>What a signature covers: the file up to the end of a revision, less its own place.</summary>
/// <param name="TokenStart">Where the signature's hexadecimal string begins, bracket included.</param>
internal sealed record SignedBytes(
    ReadOnlyMemory<byte> File, long TokenStart, long TokenEnd, long End, PdfRevision Revision)
{
    /// <summary>
    /// The whole file as it was at the end of one revision, except the signature itself; anything else (a gap, a range
    /// that ends elsewhere) is null, because what lies outside would be unsigned.
    /// </summary>
    internal static SignedBytes? Of(PdfFile file, PdfSignatureValue value)
    {
        // Only hexadecimal digits may stand in the gap: in a string of brackets anything could.
        if (value.Contents is not { Offset: > 0 } token || file.Bytes.Span[(int)token.Offset] != '<')
        {
            return null;
        }

        foreach (var revision in file.Revisions)
        {
            // Some writers sign up to %%EOF and begin their next update with the end of that line.
            for (var end = revision.EndOffset; end >= revision.EndOffset - 2 && end > 0; end--)
            {
                if (value.CoversAllBut(end))
                {
                    return new SignedBytes(
                        file.Bytes, token.Offset, token.Offset + token.TokenLength, end, revision);
                }

                if (file.Bytes.Span[(int)end - 1] is not ((byte)'\n' or (byte)'\r'))
                {
                    break;
                }
            }
        }

        return null;
    }

    internal byte[] Hash(HashAlgorithmName algorithm)
    {
        using var hash = DocumentHash.Begin(algorithm, File.Span[..(int)TokenStart], out var taken);
        hash.AppendData(File.Span[taken..(int)TokenStart]);
        hash.AppendData(File.Span[(int)TokenEnd..(int)End]);
        return hash.GetHashAndReset();
    }
}
