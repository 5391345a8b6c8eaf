using System.IO.Compression;
using Civic.Documents.Writing;

namespace Civic.Documents.Fonts;

/// <summary>The fonts of one document.</summary>
internal sealed class DocumentFonts
{
    private readonly DocumentFace[] _faces = [.. Enum.GetValues<FontFace>().Select(face => new DocumentFace(face))];

    /// <summary>What every file with these faces begins with.</summary>
    public SharedObjects Shared =>
        SharedObjects.Of(_faces.Aggregate(0, (used, face) => used | (face.PresetUsed ? 1 << face.Slot : 0)));

    public DocumentFace Of(FontFace face) => _faces[(int)face];

    /// <summary>Writes the fonts that are this document's own and the resource dictionary's entry for all.</summary>
    public void Write(IObjectSink sink, PdfBuffer resources)
    {
        resources.Raw("/Font <<"u8).Raw(Shared.FontEntries);
        foreach (var face in _faces)
            face.WriteExtra(sink, resources);
        resources.Raw(">>"u8);
    }
}

/// <summary>
/// A face as one document uses it: the preset subset in the slot of the face's number and, for characters outside the
/// preset, a subset made for this document alone in the slot four further on.
/// </summary>
internal sealed class DocumentFace(FontFace face)
{
    public const int Count = 4;

    private readonly Tinos _tinos = Tinos.Of(face);
    private List<int>? _extra;

    public byte Slot => (byte)face;
    public bool PresetUsed { get; private set; }

    /// <returns>The advance in thousandths of the size.</returns>
    /// <exception cref="ArgumentException">No font has the character: text is never lost silently.</exception>
    public (byte Slot, ushort Code, ushort Width) Map(int codePoint)
    {
        var code = _tinos.PresetCode(codePoint);
        if (code != 0)
        {
            PresetUsed = true;
            return (Slot, code, _tinos.PresetWidth(code));
        }
        if (!_tinos.Font.TryGlyph(codePoint, out _))
            throw new ArgumentException($"No font has a glyph for U+{codePoint:X4}.", nameof(codePoint));
        return ((byte)(Count + face), ExtraCode(codePoint), (ushort)FontProgram.WidthOf(_tinos.Font, codePoint));
    }

    public void WriteExtra(IObjectSink sink, PdfBuffer resources)
    {
        if (_extra is null)
            return;
        var program = new FontProgram(_tinos.Font, face, _extra, CompressionLevel.Fastest);
        resources.Raw("/F"u8).Integer(Count + Slot).Raw(" "u8).Reference(program.Write(sink)).Raw(" "u8);
    }

    private ushort ExtraCode(int codePoint)
    {
        _extra ??= [];
        var at = _extra.IndexOf(codePoint);
        if (at < 0)
        {
            at = _extra.Count;
            _extra.Add(codePoint);
        }
        return (ushort)(at + 1);
    }
}
