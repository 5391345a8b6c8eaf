using System.Security.Cryptography;
using Civic.Documents.Fonts;

namespace Civic.Documents.Signatures;

/// <summary>
/// Hashes of files. Four fifths of a document that this library writes are its fonts, the same in every one; what they
/// come to is known, and hashing goes on behind them. A file is compared with them byte by byte, so that the digest is
/// that of the file in any case.
/// </summary>
public static class DocumentHash
{
    // Made aside: fonts are parsed and compressed for it, and until then files are hashed whole.
    private static readonly Task<KnownBeginning[]> Beginnings = Task.Run(() => SharedObjects.All()
        .OrderByDescending(shared => shared.Beginning.Bytes.Length)
        .Select(shared => new KnownBeginning(shared.Beginning.Bytes)).ToArray());

    /// <param name="algorithm">Of any; SHA-256 gains by it.</param>
    /// <param name="file">The beginning of a file, as much as is to be hashed.</param>
    /// <param name="taken">How many of its bytes the hash has taken already; the caller appends the others.</param>
    public static IncrementalHash Begin(HashAlgorithmName algorithm, ReadOnlySpan<byte> file, out int taken)
    {
        if (algorithm == HashAlgorithmName.SHA256 && Beginnings.IsCompletedSuccessfully)
        {
            foreach (var known in Beginnings.Result)
            {
                if (file.StartsWith(known.Bytes))
                {
                    taken = known.Bytes.Length;
                    return known.Copy();
                }
            }
        }

        taken = 0;
        return IncrementalHash.CreateHash(algorithm);
    }

    private sealed class KnownBeginning
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        internal KnownBeginning(byte[] bytes)
        {
            Bytes = bytes;
            _hash.AppendData(bytes);
        }

        internal byte[] Bytes { get; }

        internal IncrementalHash Copy()
        {
            lock (_hash)
                return _hash.Clone();
        }
    }
}
