using System.Security.Cryptography;
using System.Text;
using Civic.Documents.Writing;

namespace Civic.Documents.Signatures;

/// <summary>How a signature looks on the page (Decree 30/2020, annex I; form XObjects, ISO 32000-1, 8.10).</summary>
public abstract class SignatureAppearance
{
    private protected SignatureAppearance()
    {
    }

    /// <summary>The competent person's blue signature image alone, here a stroke drawn from the name.</summary>
    public static SignatureAppearance Personal(string signerName) => new HandwrittenStroke(signerName);

    /// <summary>The competent person's blue signature image alone, as scanned.</summary>
    public static SignatureAppearance Personal(PngImage image) => new SignatureImage(image);

    /// <summary>The agency's red round seal with its name and the time of signing below.</summary>
    /// <exception cref="ArgumentException">On signing: the name has a character without a glyph.</exception>
    public static SignatureAppearance Agency(string agencyName, DateTimeOffset signingTime) =>
        new AgencySeal(agencyName, signingTime);

    /// <returns>The number of the form XObject, as large as the field.</returns>
    internal abstract int Write(IObjectSink sink, double width, double height);

    private protected static int WriteForm(IObjectSink sink, double width, double height, ReadOnlySpan<byte> resources,
        ReadOnlySpan<byte> content, bool isPacked = false)
    {
        var number = sink.Reserve();
        sink.Begin(number).Raw("<</Type /XObject /Subtype /Form /BBox [0 0 "u8).Number(width).Raw(" "u8).Number(height)
            .Raw("] /Resources <<"u8).Raw(resources)
            .Raw(isPacked ? ">> /Filter /FlateDecode /Length "u8 : ">> /Length "u8)
            .Integer(content.Length).Raw(">>\nstream\n"u8).Raw(content).Raw("\nendstream"u8);
        sink.End();
        return number;
    }

    /// <summary>Bytes that depend on the text alone: the same signer has the same stroke.</summary>
    private protected static byte[] Seed(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
