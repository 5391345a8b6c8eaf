using System.IO.Compression;
using System.Runtime.InteropServices;
using Civic.Documents.Writing;

namespace Civic.Documents.Fonts;

/// <summary>
/// The fonts of one document: up to four preset subsets (slots 0 to 3) and, for characters outside the preset, up to
/// four subsets made for this document alone (slots 4 to 7).
/// </summary>
internal sealed class DocumentFonts
{
    public const int ExtraSlots = 4;

    private readonly bool[] _used = new bool[ExtraSlots];
    private readonly List<int>?[] _extra = new List<int>?[ExtraSlots];
    private readonly Dictionary<(FontFace, int), ushort> _extraCodes = [];

    /// <exception cref="ArgumentException">No font has the character: text is never lost silently.</exception>
    public (byte Slot, ushort Code, ushort Width) Map(FontFace face, int codePoint)
    {
        var tinos = Tinos.Of(face);
        var code = tinos.PresetCode(codePoint);
        if (code != 0)
        {
            _used[(int)face] = true;
            return ((byte)face, code, tinos.PresetWidth(code));
        }
        if (!tinos.Font.TryGlyph(codePoint, out _))
            throw new ArgumentException($"No font has a glyph for U+{codePoint:X4}.", nameof(codePoint));
        return ((byte)(ExtraSlots + (int)face), ExtraCode(face, codePoint),
            (ushort)FontProgram.WidthOf(tinos.Font, codePoint));
    }

    /// <summary>Writes the fonts that were used and the resource dictionary's entry for them.</summary>
    public void Write(IObjectSink sink, PdfBuffer resources)
    {
        resources.Raw("/Font <<"u8);
        for (var slot = 0; slot < 2 * ExtraSlots; slot++)
        {
            if (Program(slot) is { } program)
                resources.Raw("/F"u8).Integer(slot).Raw(" "u8).Reference(program.Write(sink)).Raw(" "u8);
        }
        resources.Raw(">>"u8);
    }

    private FontProgram? Program(int slot)
    {
        var face = (FontFace)(slot % ExtraSlots);
        if (slot < ExtraSlots)
            return _used[slot] ? Tinos.Of(face).Preset : null;
        return _extra[slot - ExtraSlots] is { } characters
            ? new FontProgram(Tinos.Of(face).Font, face, characters, CompressionLevel.Fastest)
            : null;
    }

    private ushort ExtraCode(FontFace face, int codePoint)
    {
        ref var code = ref CollectionsMarshal.GetValueRefOrAddDefault(_extraCodes, (face, codePoint), out var known);
        if (!known)
        {
            var characters = _extra[(int)face] ??= [];
            characters.Add(codePoint);
            code = (ushort)characters.Count;
        }
        return code;
    }
}
