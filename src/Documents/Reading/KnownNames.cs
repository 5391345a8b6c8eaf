using System.Text;
using Civic.Documents.Objects;

namespace Civic.Documents.Reading;

/// <summary>One shared object for each name that stands in nearly every file, found without making a string.</summary>
internal static class KnownNames
{
    private const int Slots = 1024;

    private static readonly (byte[] Spelled, PdfName Name)[] Table = Build(
        """
        Type Subtype Length Filter FlateDecode DecodeParms Predictor Columns Root Info ID Size Prev W Index XRef ObjStm
        N First Extends Catalog Pages Page Kids Count Parent Resources Contents MediaBox CropBox Annots Annot Widget
        Rect AP F FT T TU V P D R S Sig SigFlags AcroForm Fields Font Font0 F0 F1 F2 F3 F4 F5 XObject Form Image
        ExtGState ColorSpace ProcSet PDF Text BBox Matrix Group Transparency CS DeviceRGB DeviceGray ICCBased
        Type0 Type1 TrueType CIDFontType2 BaseFont Encoding Identity-H Identity CIDToGIDMap DescendantFonts ToUnicode
        FontDescriptor FontName Flags FontBBox ItalicAngle Ascent Descent CapHeight StemV FontFile2 CIDSystemInfo
        Registry Ordering Supplement DW Metadata XML OutputIntents OutputIntent GTS_PDFA1 OutputConditionIdentifier
        DestOutputProfile Lang MarkInfo Marked StructTreeRoot StructElem ParentTree ParentTreeNextKey Nums K Pg Obj OBJR
        MCR MCID
        StructParents StructParent RoleMap Alt ActualText Title ViewerPreferences DisplayDocTitle Tabs
        ByteRange SubFilter Adobe.PPKLite ETSI.CAdES.detached ETSI.RFC3161 adbe.pkcs7.detached DocTimeStamp M Name
        Reason
        Location DSS Certs OCSPs CRLs VRI Extensions ESIC BaseVersion ExtensionLevel 1.7 Width Height BitsPerComponent
        SMask Interpolate Author Creator Producer CreationDate ModDate Artifact Span Document Table TR TH TD H1 H2
        Sect Div L LI Lbl LBody Figure Scope Row Column Headers O Layout Placement Block a0 Ff DA DR Border BS MK
        """);

    public static PdfName? Find(ReadOnlySpan<byte> spelled)
    {
        for (var slot = SlotOf(spelled); Table[slot].Spelled is { } known; slot = (slot + 1) % Slots)
        {
            if (known.AsSpan().SequenceEqual(spelled))
                return Table[slot].Name;
        }
        return null;
    }

    private static (byte[], PdfName)[] Build(string words)
    {
        var table = new (byte[] Spelled, PdfName Name)[Slots];
        foreach (var word in words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Distinct())
        {
            var spelled = Encoding.ASCII.GetBytes(word);
            var slot = SlotOf(spelled);
            while (table[slot].Spelled is not null)
                slot = (slot + 1) % Slots;
            table[slot] = (spelled, new PdfName(word));
        }
        return table;
    }

    private static int SlotOf(ReadOnlySpan<byte> spelled)
    {
        var hash = (uint)spelled.Length;
        foreach (var c in spelled)
            hash = (hash * 31) + c;
        return (int)(hash % Slots);
    }
}
