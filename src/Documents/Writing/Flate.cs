using System.IO.Compression;

namespace Civic.Documents.Writing;

/// <summary>The zlib form that FlateDecode expects (ISO 32000-1, 7.4.4), of what is compressed once.</summary>
internal static class Flate
{
    public static byte[] Compress(ReadOnlySpan<byte> bytes, CompressionLevel level)
    {
        using var target = new MemoryStream(bytes.Length / 2 + 64);
        using (var zlib = new ZLibStream(target, level, leaveOpen: true))
            zlib.Write(bytes);
        return target.ToArray();
    }
}
