using System.IO.Compression;
using Civic.Documents.Layout;
using Civic.Documents.Writing;

namespace Civic.Documents.Fonts;

/// <summary>The fonts of one document.</summary>
internal sealed class DocumentFonts
{
    private readonly DocumentFace[] _faces = [.. Enum.GetValues<FontFace>().Select(face => new DocumentFace(face))];

    /// <summary>What every file with these faces begins with.</summary>
    public SharedObjects Shared =>
        SharedObjects.Of(_faces.Aggregate(0, (used, face) => used | (face.PresetUsed ? 1 << face.Slot : 0)));

    /// <summary>Whether all that is written is in the presets, where it has the same codes in every document.</summary>
    public static bool ArePreset(ReadOnlySpan<GlyphRun> runs)
    {
        foreach (var run in runs)
        {
            if (run.Slot >= DocumentFace.Count)
                return false;
        }
        return true;
    }

    /// <summary>Takes the presets of text that was shaped for another document.</summary>
    public void Use(ReadOnlySpan<GlyphRun> runs)
    {
        foreach (var run in runs)
            _faces[run.Slot].UsePreset();
    }

    public DocumentFace Of(FontFace face) => _faces[(int)face];

    /// <summary>Writes the fonts that are this document's own and the resource dictionary's entry for all.</summary>
    public void Write(IObjectSink sink, PdfBuffer resources)
    {
        resources.Raw("/Font <<"u8).Raw(Shared.FontEntries);
        foreach (var face in _faces)
            face.WriteExtra(sink, Shared.CodeMap, resources);
        resources.Raw(">>"u8);
    }
}

/// <summary>
/// A face as one document uses it: the preset subset in the slot of the face's number and, for characters outside the
/// preset, subsets made for this document alone in the slots four, eight ... further on.
/// </summary>
internal sealed class DocumentFace(FontFace face)
{
    public const int Count = 4;

    private readonly Tinos _tinos = Tinos.Of(face);
    /// <summary>As many characters in each as codes of one byte tell apart.</summary>
    private readonly List<List<int>> _extra = [];

    public byte Slot => (byte)face;
    public bool PresetUsed { get; private set; }

    public void UsePreset() => PresetUsed = true;

    /// <summary>Maps characters up to the first that the preset subset lacks.</summary>
    /// <returns>How many.</returns>
    public int MapPreset(ReadOnlySpan<char> text, Span<byte> codes, Span<ushort> widths)
    {
        var at = 0;
        while (at < text.Length && _tinos.PresetCode(text[at]) is > 0 and var code)
        {
            codes[at] = code;
            widths[at] = _tinos.PresetWidth(code);
            at++;
        }
        PresetUsed |= at > 0;
        return at;
    }

    /// <returns>The advance in thousandths of the size.</returns>
    /// <exception cref="ArgumentException">No font has the character: text is never lost silently.</exception>
    public (byte Slot, byte Code, ushort Width) Map(int codePoint)
    {
        var code = _tinos.PresetCode(codePoint);
        if (code != 0)
        {
            PresetUsed = true;
            return (Slot, code, _tinos.PresetWidth(code));
        }
        if (!_tinos.Font.TryGlyph(codePoint, out _))
            throw new ArgumentException($"No font has a glyph for U+{codePoint:X4}.", nameof(codePoint));
        var (slot, extra) = ExtraCode(codePoint);
        return (slot, extra, (ushort)FontProgram.WidthOf(_tinos.Font, codePoint));
    }

    public void WriteExtra(IObjectSink sink, int codes, PdfBuffer resources)
    {
        for (var i = 0; i < _extra.Count; i++)
        {
            var program = new FontProgram(_tinos.Font, face, _extra[i], CompressionLevel.Fastest);
            resources.Raw("/F"u8).Integer(ExtraSlot(i)).Raw(" "u8).Reference(program.Write(sink, codes)).Raw(" "u8);
        }
    }

    private byte ExtraSlot(int subset) => checked((byte)(Slot + Count * (subset + 1)));

    private (byte Slot, byte Code) ExtraCode(int codePoint)
    {
        for (var i = 0; i < _extra.Count; i++)
        {
            var at = _extra[i].IndexOf(codePoint);
            if (at >= 0)
                return (ExtraSlot(i), (byte)(at + 1));
        }
        if (_extra.Count == 0 || _extra[^1].Count == FontProgram.MostCharacters)
            _extra.Add([]);
        _extra[^1].Add(codePoint);
        return (ExtraSlot(_extra.Count - 1), (byte)_extra[^1].Count);
    }
}
