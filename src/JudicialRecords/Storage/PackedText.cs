using System.IO.Compression;
using System.Reflection;
using System.Text;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Civic.JudicialRecords.Storage;

/// <summary>
/// Texts that say the words of the law again for every dossier, kept as bytes: a 1 and raw deflate (RFC 1951) with
/// Words/1.txt as its preset dictionary, or plain UTF-8 where that is no longer, as all rows from before are. That file
/// never changes: what was packed with it could not be read any more. Better words are a new file with a new number.
/// </summary>
internal static class PackedText
{
    private const byte Marker = 1;

    internal static readonly byte[] Words = Load();

    /// <summary>The words as the deflate block by which a reader gets to know them without their being sent.</summary>
    private static readonly byte[] Preset = [.. StoredBlock(Words)];

    internal static byte[] Pack(string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        using var packed = new MemoryStream();
        int words;
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(Words);
            deflate.Flush();
            words = (int)packed.Length;
            deflate.Write(plain);
        }

        var own = packed.GetBuffer().AsSpan(words, (int)packed.Length - words);
        return own.Length + 1 < plain.Length || plain is [Marker, ..] ? [Marker, .. own] : plain;
    }

    /// <exception cref="InvalidDataException">Not what <see cref="Pack"/> wrote.</exception>
    internal static string Read(byte[] kept)
    {
        if (kept is not [Marker, ..])
        {
            return Encoding.UTF8.GetString(kept);
        }

        using var packed = new MemoryStream([.. Preset, .. kept.AsSpan(1)]);
        using var inflate = new DeflateStream(packed, CompressionMode.Decompress);
        inflate.ReadExactly(new byte[Words.Length]);
        using var reader = new StreamReader(inflate, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static IEnumerable<byte> StoredBlock(byte[] bytes)
    {
        var (low, high) = ((byte)bytes.Length, checked((byte)(bytes.Length >> 8)));
        return [0, low, high, (byte)~low, (byte)~high, .. bytes];
    }

    private static byte[] Load()
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream("words/1.txt")!;
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }
}

/// <summary>For columns of such texts.</summary>
internal sealed class PackedColumn() : ValueConverter<string, byte[]>(
    text => PackedText.Pack(text), kept => PackedText.Read(kept));
