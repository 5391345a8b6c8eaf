using System.Globalization;
using System.Text;
using Civic.Documents.Objects;
using Civic.Documents.Reading;

namespace Civic.Signing.Tests.Attacks;

/// <summary>Appends to a file what a forger would: any objects, any index, any trailer.</summary>
internal sealed class Forger
{
    private readonly List<byte> _bytes;
    private readonly List<(int Number, long Offset, bool IsFree)> _entries = [];
    private readonly PdfFile? _file;

    internal Forger(byte[] pdf)
    {
        _bytes = [.. pdf];
        _file = PdfFile.TryRead(pdf, out var file, out _) ? file : null;
        Next = _file is null ? 1 : _file.ObjectNumbers.Max() + 1;
        Previous = _file?.Revisions[^1].XrefOffset;
        Root = _file?.Trailer["Root"] is PdfReference root ? root.Number : 1;
        Information = _file?.Trailer["Info"] is PdfReference information ? information.Number : null;
    }

    /// <summary>The first number that no object has yet.</summary>
    internal int Next { get; set; }

    internal long? Previous { get; set; }

    internal int Root { get; set; }

    internal int? Information { get; set; }

    internal long Length => _bytes.Count;

    internal PdfFile File => _file ?? throw new InvalidOperationException("This file is only being made.");

    internal PdfReference Page => File.Pages()[0].Reference;

    internal static Forger FromNothing() => new("%PDF-1.7\n"u8.ToArray());

    internal int Reserve() => Next++;

    internal Forger Write(string text)
    {
        _bytes.AddRange(Encoding.Latin1.GetBytes(text));
        return this;
    }

    internal Forger Object(int number, string body)
    {
        _entries.Add((number, _bytes.Count, false));
        return Write(string.Create(CultureInfo.InvariantCulture, $"{number} 0 obj\n{body}\nendobj\n"));
    }

    internal Forger Stream(int number, string content, string entries = "") =>
        Object(number, $"<<{entries} /Length {content.Length}>>\nstream\n{content}\nendstream");

    /// <summary>An entry that points to something that lies in the file already.</summary>
    internal Forger Point(int number, long offset)
    {
        _entries.Add((number, offset, false));
        return this;
    }

    internal Forger Free(int number)
    {
        _entries.Add((number, 0, true));
        return this;
    }

    /// <summary>An object as it is, with some entries changed, added, or (null) taken away.</summary>
    internal Forger Edit(PdfReference reference, params (string Key, string? Value)[] changes) =>
        Object(reference.Number, Edited((PdfDictionary)File.Resolve(reference), changes));

    internal static string Edited(PdfDictionary dictionary, params (string Key, string? Value)[] changes)
    {
        var text = new StringBuilder("<<");
        foreach (var (key, value) in dictionary.Entries.Where(e => !changes.Any(c => c.Key == e.Key)))
        {
            text.Append('/').Append(key).Append(' ').Append(Spell(value)).Append(' ');
        }

        foreach (var (key, value) in changes.Where(c => c.Value is not null))
        {
            text.Append('/').Append(key).Append(' ').Append(value).Append(' ');
        }

        return text.Append(">>").ToString();
    }

    /// <summary>Closes the revision with a table; startxref may name another place.</summary>
    internal byte[] Close(string trailer = "", long? startxref = null)
    {
        var table = Length;
        var text = new StringBuilder("xref\n");
        if (Previous is null)
        {
            text.Append("0 1\n0000000000 65535 f \n");
        }

        // While a file is being made, what is written again replaces what was written before.
        foreach (var (number, offset, isFree) in Previous is null ? _entries.ToLookup(e => e.Number)
            .Select(e => e.Last()) : _entries)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"{number} 1\n{offset:D10} {(isFree ? "00001 f" : "00000 n")} \n");
        }

        text.Append(CultureInfo.InvariantCulture, $"trailer\n<</Size {Next + 100} /Root {Root} 0 R");
        if (Information is { } information)
        {
            text.Append(CultureInfo.InvariantCulture, $" /Info {information} 0 R");
        }

        if (Previous is { } previous)
        {
            text.Append(CultureInfo.InvariantCulture, $" /Prev {previous}");
        }

        text.Append(trailer)
            .Append(CultureInfo.InvariantCulture, $">>\nstartxref\n{startxref ?? table}\n%%EOF\n");
        Write(text.ToString());
        _entries.Clear();
        Previous = table;
        return [.. _bytes];
    }

    internal static string Spell(PdfObject value) => value switch
    {
        PdfReference reference => $"{reference.Number} {reference.Generation} R",
        PdfName name => "/" + name.Value,
        PdfInteger integer => integer.Value.ToString(CultureInfo.InvariantCulture),
        PdfReal real => real.Value.ToString("0.####", CultureInfo.InvariantCulture),
        PdfBoolean boolean => boolean.Value ? "true" : "false",
        PdfString text => $"<{Convert.ToHexString(text.Bytes.Span)}>",
        PdfArray array => $"[{string.Join(' ', array.Items.Select(Spell))}]",
        PdfDictionary dictionary => Edited(dictionary),
        _ => "null",
    };
}
