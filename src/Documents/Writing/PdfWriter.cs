using System.Security.Cryptography;

namespace Civic.Documents.Writing;

/// <summary>Writes the objects of a first revision, then its cross-reference table and trailer.</summary>
internal sealed class PdfWriter : IObjectSink, IDisposable
{
    private readonly List<int> _offsets = new(128) { 0 };
    private Range _identity = ..;

    /// <summary>Starts an empty file.</summary>
    public PdfWriter()
    {
        // The comment of bytes above 127 marks the file as binary (ISO 19005-2, 6.1.2).
        Out.Raw("%PDF-1.7\n%"u8).Raw([0xE2, 0xE3, 0xCF, 0xD3]).Raw("\n"u8);
    }

    /// <summary>Goes on after a beginning that many files share.</summary>
    public PdfWriter(FileBeginning beginning)
    {
        Out.Raw(beginning.Bytes);
        _offsets.AddRange(beginning.Offsets);
    }

    public PdfBuffer Out { get; } = PdfBuffer.Rent();

    public int Reserve()
    {
        _offsets.Add(0);
        return _offsets.Count - 1;
    }

    public PdfBuffer Begin(int number)
    {
        _offsets[number] = Out.Length;
        return Out.Integer(number).Raw(" 0 obj\n"u8);
    }

    public void End() => Out.Raw("\nendobj\n"u8);

    /// <param name="entries">The stream's dictionary without Length, such as <c>/Filter /FlateDecode</c>.</param>
    public void Stream(int number, ReadOnlySpan<byte> entries, ReadOnlySpan<byte> data)
    {
        Begin(number).Raw("<<"u8).Raw(entries).Raw(" /Length "u8).Integer(data.Length).Raw(">>\nstream\n"u8)
            .Raw(data).Raw("\nendstream"u8);
        End();
    }

    /// <summary>
    /// What is written from here on makes up the file's identifier, so that the same input gives the same bytes: what
    /// the document says of itself, its pages and pictures tell it from any other.
    /// </summary>
    public void BeginIdentity() => _identity = Out.Length..;

    /// <summary>What comes after is alike wherever the identity is.</summary>
    public void EndIdentity() => _identity = _identity.Start..Out.Length;

    /// <summary>What was written so far, for other files to begin with.</summary>
    public FileBeginning Share() => new(Out.ToArray(), [.. _offsets.Skip(1)]);

    public void Dispose() => Out.Return();

    public byte[] Finish(int root, int information)
    {
        var id = SHA256.HashData(Out.Written[_identity]).AsSpan(0, 16);
        var start = Out.Length;
        Out.Raw("xref\n0 "u8).Integer(_offsets.Count).Raw("\n0000000000 65535 f \n"u8);
        for (var number = 1; number < _offsets.Count; number++)
            XrefEntries.InUse(Out, _offsets[number], 0);
        Out.Raw("trailer\n<</Size "u8).Integer(_offsets.Count).Raw(" /Root "u8).Reference(root)
            .Raw(" /Info "u8).Reference(information)
            .Raw(" /ID [<"u8).Hex(id).Raw("> <"u8).Hex(id).Raw(">]>>\nstartxref\n"u8)
            .Integer(start).Raw("\n%%EOF\n"u8);
        return Out.ToArray();
    }
}

/// <summary>The first bytes of a file and where in them the objects 1, 2, 3 ... stand.</summary>
internal sealed record FileBeginning(byte[] Bytes, int[] Offsets);
