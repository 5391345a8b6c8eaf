using System.Security.Cryptography;
using Civic.Documents.Writing;

namespace Civic.Documents.Signatures;

/// <summary>A file that is complete except for the signature itself.</summary>
public sealed class PreparedSignature
{
    private readonly byte[] _file;
    private readonly int _token;
    private readonly int _tokenLength;
    private bool _isFilled;

    internal PreparedSignature(byte[] file, int token, int tokenLength) =>
        (_file, _token, _tokenLength) = (file, token, tokenLength);

    /// <summary>The longest signature in bytes for which there is room.</summary>
    public int Capacity => (_tokenLength - 2) / 2;

    /// <returns>The digest over the whole file except the place of the signature (ISO 32000-1, 12.8.1).</returns>
    public byte[] Hash(HashAlgorithmName algorithm)
    {
        using var hash = DocumentHash.Begin(algorithm, _file.AsSpan(0, _token), out var taken);
        hash.AppendData(_file.AsSpan(taken.._token));
        hash.AppendData(_file.AsSpan(_token + _tokenLength));
        return hash.GetHashAndReset();
    }

    /// <summary>Fills the place, once: the file is handed over and not copied.</summary>
    /// <param name="cms">The DER form of the CMS SignedData.</param>
    /// <returns>The signed file.</returns>
    /// <exception cref="ArgumentException">The signature is longer than the capacity asked for.</exception>
    /// <exception cref="InvalidOperationException">The file was handed over already.</exception>
    public byte[] Embed(ReadOnlySpan<byte> cms)
    {
        if (cms.Length > Capacity)
            throw new ArgumentException($"A signature of {cms.Length} bytes, room for {Capacity}.", nameof(cms));
        if (Interlocked.Exchange(ref _isFilled, true))
            throw new InvalidOperationException("The signature's place is filled already.");
        PdfBuffer.HexInto(_file.AsSpan(_token + 1), cms);
        return _file;
    }
}
