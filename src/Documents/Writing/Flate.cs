using System.IO.Compression;

namespace Civic.Documents.Writing;

/// <summary>The zlib form that FlateDecode expects (ISO 32000-1, 7.4.4).</summary>
internal static class Flate
{
    public static byte[] Compress(ReadOnlySpan<byte> bytes, CompressionLevel level)
    {
        using var target = new MemoryStream(bytes.Length / 2 + 64);
        using (var zlib = new ZLibStream(target, level, leaveOpen: true))
            zlib.Write(bytes);
        return target.ToArray();
    }

    /// <summary>Appends to a buffer what changes from file to file, where speed counts for more than size.</summary>
    public static void Append(PdfBuffer target, ReadOnlySpan<byte> bytes)
    {
        using var zlib = new ZLibStream(new AppendStream(target), CompressionLevel.Fastest);
        zlib.Write(bytes);
    }

    private sealed class AppendStream(PdfBuffer target) : Stream
    {
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => target.Length;

        public override long Position
        {
            get => target.Length;
            set => throw new NotSupportedException();
        }

        public override void Write(ReadOnlySpan<byte> buffer) => target.Raw(buffer);

        public override void Write(byte[] buffer, int offset, int count) => target.Raw(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
