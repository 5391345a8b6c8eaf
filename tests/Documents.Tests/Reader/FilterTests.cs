using System.Text;
using Civic.Documents.Objects;
using Civic.Documents.Reading;

namespace Civic.Documents.Tests.Reader;

public sealed class FilterTests
{
    [Fact]
    public void Decode_LzwExampleOfTheStandard_GivesItsBytes() =>
        // ISO 32000-1, 7.4.4.2, example 1.
        Decoded("LZWDecode", [0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01])
            .ShouldBe([45, 45, 45, 45, 45, 65, 45, 45, 45, 66]);

    [Fact]
    public void Decode_LzwThatFillsItsTable_GivesEveryByte()
    {
        // Nine bits for 256 literals between clears only reach 10 bits; a long pseudo-random run reaches 12.
        var random = new Seeded(7);
        byte[] plain = [.. Enumerable.Range(0, 60_000).Select(_ => (byte)random.Next(17))];

        Decoded("LZWDecode", LzwEncoder.Encode(plain)).ShouldBe(plain);
    }

    [Fact]
    public void Decode_Ascii85_GivesTheBytes() =>
        Decoded("ASCII85Decode", "!!*-'\"9eu7#RLhG$k3[W\n &.oNgzG^0~>"u8.ToArray())
            .ShouldBe([.. Enumerable.Range(0, 20).Select(i => (byte)i), 0, 0, 0, 0, (byte)'x', (byte)'y']);

    [Fact]
    public void Decode_AsciiHexWithAnOddDigit_AddsTheZero() =>
        Decoded("ASCIIHexDecode", "48 65\n6C6c6F7>zz"u8.ToArray()).ShouldBe("Hellop"u8.ToArray());

    [Fact]
    public void Decode_RunLength_GivesCopiesAndRuns() =>
        Decoded("RunLengthDecode", [2, 1, 2, 3, 254, 9, 128, 77]).ShouldBe([1, 2, 3, 9, 9, 9]);

    [Theory]
    [InlineData("LZWDecode", "FFFFFF")]
    [InlineData("ASCII85Decode", "7E7F")]
    [InlineData("ASCII85Decode", "7575757575")]
    [InlineData("ASCIIHexDecode", "4G")]
    [InlineData("RunLengthDecode", "05")]
    [InlineData("FlateDecode", "00112233")]
    public void Decode_DamagedData_SaysDamaged(string filter, string hex)
    {
        byte[] bytes = hex.All(char.IsAsciiHexDigit) ? Convert.FromHexString(hex) : Encoding.ASCII.GetBytes(hex);
        if (filter == "ASCII85Decode" && hex == "7E7F")
            bytes = "\u007f\u007f"u8.ToArray();

        StreamFilters.Decode(Stream(filter, bytes), Direct).Failure.ShouldBeOfType<PdfReadFailure.Damaged>();
    }

    [Fact]
    public void Decode_MoreFiltersThanAnyFileNeeds_IsRefused()
    {
        var names = new PdfArray([.. Enumerable.Repeat(new PdfName("ASCIIHexDecode"), 5)]);
        var stream = new PdfStream(new PdfDictionary([new("Filter", names)]), "00>"u8.ToArray());

        StreamFilters.Decode(stream, Direct).Failure.ShouldBeOfType<PdfReadFailure.TooLarge>();
    }

    [Theory]
    [InlineData("FlateDecode")]
    [InlineData("LZWDecode")]
    [InlineData("RunLengthDecode")]
    public void Decode_MoreThanTheBudgetBears_IsRefused(string filter)
    {
        var plain = new byte[3_000_000];
        var packed = filter switch
        {
            "LZWDecode" => LzwEncoder.Encode(plain),
            "RunLengthDecode" => [.. Enumerable.Range(0, 60_000).Select(i => i % 2 == 0 ? (byte)129 : (byte)0)],
            _ => Writing.Flate.Compress(plain, System.IO.Compression.CompressionLevel.Fastest),
        };
        var budget = new ReadBudget(new ReadLimits { UnfoldedBytes = 1_000_000 }, 0);

        StreamFilters.Decode(Stream(filter, packed), Direct, budget).Failure
            .ShouldBeOfType<PdfReadFailure.TooLarge>();

        budget.Exceeded.ShouldBe("a stream's unfolded size");
    }

    private static byte[] Decoded(string filter, byte[] bytes)
    {
        var (decoded, failure) = StreamFilters.Decode(Stream(filter, bytes), Direct);
        return decoded.ShouldNotBeNull(failure?.ToString());
    }

    private static PdfStream Stream(string filter, byte[] bytes) =>
        new(new PdfDictionary([new("Filter", new PdfName(filter))]), bytes);

    private static PdfObject Direct(PdfObject? value) => value ?? PdfNull.Value;
}
