using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Civic.Documents.Writing;

/// <summary>
/// An sRGB display profile, ICC.1:2001-04 (version 2.1), matrix and tone curves: primaries of IEC 61966-2-1 adapted
/// to D50. Written here so that no third-party profile has to be carried.
/// </summary>
internal static class SrgbProfile
{
    public static byte[] Compressed { get; } = Flate.Compress(Build(), CompressionLevel.SmallestSize);

    private const int CurvePoints = 256;

    private static byte[] Build()
    {
        var curve = Curve();
        (string Signature, byte[] Data)[] tags =
        [
            ("desc", Description("sRGB IEC61966-2.1 (Civic)")),
            ("cprt", Text("No copyright, use freely")),
            ("wtpt", Xyz(0.9505, 1.0, 1.0891)),
            ("rXYZ", Xyz(0.43607, 0.22249, 0.01392)),
            ("gXYZ", Xyz(0.38515, 0.71687, 0.09708)),
            ("bXYZ", Xyz(0.14307, 0.06061, 0.71410)),
            ("rTRC", curve),
            ("gTRC", curve),
            ("bTRC", curve),
        ];
        var offset = 128 + 4 + 12 * tags.Length;
        using var table = new MemoryStream();
        using var body = new MemoryStream();
        table.Write(UInt32((uint)tags.Length));
        var curveOffset = 0;
        foreach (var (signature, data) in tags)
        {
            var shared = ReferenceEquals(data, curve) && curveOffset != 0;
            var at = shared ? curveOffset : offset + (int)body.Length;
            if (ReferenceEquals(data, curve))
                curveOffset = at;
            table.Write(Encoding.ASCII.GetBytes(signature));
            table.Write(UInt32((uint)at));
            table.Write(UInt32((uint)data.Length));
            if (!shared)
                body.Write(data.Concat(new byte[(4 - data.Length % 4) % 4]).ToArray());
        }
        return [.. Header((uint)(offset + body.Length)), .. table.ToArray(), .. body.ToArray()];
    }

    private static byte[] Header(uint size)
    {
        var header = new byte[128];
        BinaryPrimitives.WriteUInt32BigEndian(header, size);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(8), 0x02100000);
        Encoding.ASCII.GetBytes("mntrRGB XYZ ").CopyTo(header.AsSpan(12));
        // Fixed date, so that the profile never changes.
        foreach (var (at, value) in new[] { (24, 2024), (26, 1), (28, 1) })
            BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(at), (ushort)value);
        Encoding.ASCII.GetBytes("acsp").CopyTo(header.AsSpan(36));
        Xyz(0.9642, 1.0, 0.8249).AsSpan(8).CopyTo(header.AsSpan(68));
        return header;
    }

    private static byte[] Curve()
    {
        var data = new byte[12 + 2 * CurvePoints];
        Encoding.ASCII.GetBytes("curv").CopyTo(data.AsSpan());
        BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan(8), CurvePoints);
        for (var i = 0; i < CurvePoints; i++)
        {
            var encoded = i / (double)(CurvePoints - 1);
            var linear = encoded <= 0.04045 ? encoded / 12.92 : Math.Pow((encoded + 0.055) / 1.055, 2.4);
            BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(12 + 2 * i), (ushort)Math.Round(linear * 65535));
        }
        return data;
    }

    private static byte[] Xyz(double x, double y, double z) =>
        [.. Encoding.ASCII.GetBytes("XYZ "), 0, 0, 0, 0, .. Fixed(x), .. Fixed(y), .. Fixed(z)];

    private static byte[] Fixed(double value) => UInt32((uint)(int)Math.Round(value * 65536));

    private static byte[] Text(string text) =>
        [.. Encoding.ASCII.GetBytes("text"), 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(text), 0];

    /// <summary>textDescriptionType (6.5.17): ASCII, then empty Unicode and ScriptCode parts of fixed size.</summary>
    private static byte[] Description(string text) =>
        [.. Encoding.ASCII.GetBytes("desc"), 0, 0, 0, 0, .. UInt32((uint)text.Length + 1),
            .. Encoding.ASCII.GetBytes(text), 0, .. new byte[8 + 3 + 67]];

    private static byte[] UInt32(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
