using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Civic.Signing.Cms;
using Civic.Signing.Tests.Judging;

namespace Civic.Signing.Tests.Attacks;

/// <summary>
/// A small document written by hand, as somebody prepares it who wants to change it after others have signed: a drawing
/// that covers text, layers, reserved numbers.
/// </summary>
internal static class Hand
{
    /// <summary>When it is signed.</summary>
    internal static readonly DateTimeOffset At = SmallWorld.Start.AddMonths(5);

    internal const int Page = 3;
    internal const int Content = 4;
    internal const int Font = 5;
    internal const int Cover = 6;
    internal const int Layer = 7;
    internal const int PersonField = 11;
    internal const int Catalog = 1;
    internal const int Missing = 40;

    /// <summary>Unsigned, with two declared fields.</summary>
    internal static Forger Start(string contents = "4 0 R", string annotations = "11 0 R 12 0 R")
    {
        var forger = Forger.FromNothing();
        return forger
            .Object(Catalog, "<</Type /Catalog /Pages 2 0 R /AcroForm 10 0 R /OCProperties <</OCGs [7 0 R] " +
                "/D <</ON [7 0 R] /Order []>>>>>>")
            .Object(2, "<</Type /Pages /Kids [3 0 R] /Count 1>>")
            .Object(Page, $"<</Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Contents {contents} " +
                "/Resources <</Font <</F1 5 0 R>> /XObject <</Cover 6 0 R>> /Properties <</L 7 0 R>>>> " +
                $"/Annots [{annotations}]>>")
            .Stream(Content, "BT /F1 18 Tf 40 200 Td (Khong co an tich) Tj ET /Cover Do")
            .Object(Font, "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>")
            .Stream(Cover, "1 1 1 rg 0 0 10 10 re f", "/Type /XObject /Subtype /Form /BBox [0 0 10 10]")
            .Object(Layer, "<</Type /OCG /Name (Layer)>>")
            .Object(10, "<</SigFlags 3 /Fields [11 0 R 12 0 R]>>")
            .Object(PersonField, Field("CompetentPerson", "[20 20 160 80]"))
            .Object(12, Field("Agency", "[200 20 340 80]"));
    }

    internal static string Field(string name, string rectangle) =>
        $"<</Type /Annot /Subtype /Widget /FT /Sig /T ({name}) /F 132 /Rect {rectangle} /P 3 0 R>>";

    internal static byte[] Unsigned() => Start().Close();

    /// <summary>Signed by the person at level B-LT, so that only what a forger adds can be wrong.</summary>
    internal static byte[] Signed(SmallWorld world, byte[]? unsigned = null)
    {
        var pdf = world.Sign(unsigned ?? Unsigned(), "CompetentPerson", world.Person, At, At);
        return world.WithEvidence(pdf, At.AddMinutes(1), world.Person, world.Tsa);
    }

    /// <summary>
    /// A signature in the one revision of a file, over ranges of the forger's choice, though rightly made over those.
    /// </summary>
    /// <param name="range">From the start and end of the contents' token, and the file's length.</param>
    internal static byte[] SignedOver(
        SmallWorld world, Func<int, int, int, int[]> range, long? startxref = null, string contents = "")
    {
        const int Capacity = 6000;
        var forger = Start();
        // Only this field is signed; the dictionary stands last.
        forger.Object(PersonField, Field("CompetentPerson", "[20 20 160 80]").Replace(
            "/P 3 0 R", "/P 3 0 R /V 13 0 R", StringComparison.Ordinal));
        forger.Object(13, "<</Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange "
            + new string(' ', 60) + contents + " /Pad (pad) /Contents <" + new string('0', Capacity * 2) + ">>>");
        var pdf = forger.Close("", startxref);
        var token = pdf.AsSpan().LastIndexOf(Encoding.ASCII.GetBytes("/Contents <")) + 10;
        var end = token + (Capacity * 2) + 2;
        var numbers = range(token, end, pdf.Length);
        Encoding.ASCII.GetBytes($"[{string.Join(' ', numbers)}]").CopyTo(
            pdf, pdf.AsSpan().LastIndexOf("/ByteRange "u8) + 11);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var i = 0; i + 1 < numbers.Length; i += 2)
        {
            hash.AppendData(pdf.AsSpan(numbers[i], numbers[i + 1]));
        }

        var envelope = CmsEnvelope.Of(world.Person);
        var attributes = envelope.Attributes(hash.GetHashAndReset());
        var cms = envelope.Encode(attributes, world.Person.SignData(attributes), default);
        Encoding.ASCII.GetBytes(Convert.ToHexString(cms)).CopyTo(pdf, token + 1);
        return pdf;
    }

    internal static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
