using System.Buffers.Binary;
using System.Security.Cryptography;
using Civic.Documents.Objects;
using Civic.Documents.Reading;

namespace Civic.Documents.Writing;

/// <summary>A further revision after the bytes of a file, which stay untouched (ISO 32000-1, 7.5.6).</summary>
internal sealed class IncrementalUpdate : IObjectSink, IDisposable
{
    private readonly PdfFile _file;
    private readonly SortedDictionary<int, (long Offset, int Generation)> _written = [];
    private readonly long _base;
    private int _next;
    private byte[]? _id;

    public IncrementalUpdate(PdfFile file)
    {
        _file = file;
        _base = file.Bytes.Length;
        _next = NextNumber(file);
        if (file.Bytes.Span[^1] is not ((byte)'\n' or (byte)'\r'))
            Out.Raw("\n"u8);
    }

    public PdfBuffer Out { get; } = PdfBuffer.Rent();

    public int Reserve() => _next++;

    public PdfBuffer Begin(int number) => Begin(new PdfReference(number, 0));

    public PdfBuffer Begin(PdfReference reference)
    {
        _written[reference.Number] = (_base + Out.Length, reference.Generation);
        return Out.Integer(reference.Number).Raw(" "u8).Integer(reference.Generation).Raw(" obj\n"u8);
    }

    public void End() => Out.Raw("\nendobj\n"u8);

    /// <summary>Closes the revision in the style of the one before it.</summary>
    public byte[] Finish()
    {
        Identify();
        var id = _id!;
        if (_file.Sections[0].IsStream)
            WriteStream(id);
        else
            WriteTable(id);
        var result = GC.AllocateUninitializedArray<byte>((int)_base + Out.Length);
        _file.Bytes.Span.CopyTo(result);
        Out.Written.CopyTo(result.AsSpan((int)_base));
        return result;
    }

    /// <summary>Fixes the new identifier from what was written so far, before the place of a signature.</summary>
    public void Identify()
    {
        if (_id is not null)
            return;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // The earlier identifiers stand for the earlier bytes.
        if (_file.Trailer["ID"] is PdfArray { Count: 2 } known && known[1] is PdfString text)
            hash.AppendData(text.Bytes.Span);
        hash.AppendData(Out.Written);
        _id = hash.GetHashAndReset()[..16];
    }

    public void Dispose() => Out.Return();

    private void WriteTable(byte[] id)
    {
        var start = _base + Out.Length;
        Out.Raw("xref\n"u8);
        foreach (var (first, count) in Runs())
        {
            Out.Integer(first).Raw(" "u8).Integer(count).Raw("\n"u8);
            for (var number = first; number < first + count; number++)
                XrefEntries.InUse(Out, _written[number].Offset, _written[number].Generation);
        }
        Out.Raw("trailer\n<<"u8);
        Trailer(id);
        Out.Raw(">>"u8);
        Close(start);
    }

    private void WriteStream(byte[] id)
    {
        var start = _base + Out.Length;
        var own = Reserve();
        _written[own] = (start, 0);
        var rows = new byte[_written.Count * 7];
        var at = 0;
        foreach (var (offset, generation) in _written.Values)
        {
            rows[at] = 1;
            BinaryPrimitives.WriteUInt32BigEndian(rows.AsSpan(at + 1), (uint)offset);
            BinaryPrimitives.WriteUInt16BigEndian(rows.AsSpan(at + 5), (ushort)generation);
            at += 7;
        }
        Out.Integer(own).Raw(" 0 obj\n<</Type /XRef /W [1 4 2] /Index ["u8);
        foreach (var (first, count) in Runs())
            Out.Integer(first).Raw(" "u8).Integer(count).Raw(" "u8);
        Out.Raw("] "u8);
        Trailer(id);
        Out.Raw(" /Length "u8).Integer(rows.Length).Raw(">>\nstream\n"u8).Raw(rows).Raw("\nendstream"u8);
        End();
        Close(start);
    }

    private void Trailer(byte[] id)
    {
        Out.Raw("/Size "u8).Integer(_next).Raw(" /Prev "u8).Integer(_file.Sections[0].Offset);
        foreach (var key in new[] { "Root", "Info" })
        {
            if (_file.Trailer[key] is { } value)
                PdfSerializer.Write(Out.Raw(" /"u8).Ascii(key).Raw(" "u8), value);
        }
        Out.Raw(" /ID [<"u8);
        var first = _file.Trailer["ID"] is PdfArray { Count: > 0 } known && known[0] is PdfString text
            ? text.Bytes.Span
            : id;
        Out.Hex(first).Raw("> <"u8).Hex(id).Raw(">]"u8);
    }

    // A newline after the mark, without which the signed file fails PDF/A.
    private void Close(long start) => Out.Raw("\nstartxref\n"u8).Integer(start).Raw("\n%%EOF\n"u8);

    private List<(int First, int Count)> Runs()
    {
        var runs = new List<(int First, int Count)>();
        foreach (var number in _written.Keys)
        {
            if (runs.Count > 0 && runs[^1] is var (first, count) && first + count == number)
                runs[^1] = (first, count + 1);
            else
                runs.Add((number, 1));
        }
        return runs;
    }

    private static int NextNumber(PdfFile file)
    {
        var highest = file.HighestNumber;
        return file.Trailer["Size"] is PdfInteger { Value: > 0 and < int.MaxValue and var size }
            ? Math.Max((int)size, highest + 1)
            : highest + 1;
    }
}
