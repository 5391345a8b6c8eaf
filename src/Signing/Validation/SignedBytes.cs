using System.Security.Cryptography;
using Civic.Documents.Reading;

namespace Civic.Signing.Validation;

/// <summary>Which bytes of the file a signature covers, and up to which revision.</summary>
internal sealed record SignedBytes(ReadOnlyMemory<byte> File, IReadOnlyList<long> Range, PdfRevision Revision)
{
    /// <summary>
    /// The whole file as it was at the end of one revision, except the signature itself; anything else (a gap, a range
    /// that ends elsewhere) is null, because what lies outside would be unsigned.
    /// </summary>
    internal static SignedBytes? Of(PdfFile file, PdfSignatureValue value)
    {
        foreach (var revision in file.Revisions)
        {
            // Some writers sign up to %%EOF and begin their next update with the end of that line.
            for (var end = revision.EndOffset; end >= revision.EndOffset - 2 && end > 0; end--)
            {
                if (value.CoversAllBut(end))
                {
                    return new SignedBytes(file.Bytes, value.ByteRange, revision);
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
        using var hash = IncrementalHash.CreateHash(algorithm);
        for (var i = 0; i < Range.Count; i += 2)
        {
            hash.AppendData(File.Span.Slice((int)Range[i], (int)Range[i + 1]));
        }

        return hash.GetHashAndReset();
    }
}
