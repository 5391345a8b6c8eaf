using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Civic.Documents.Objects;
using Civic.Documents.Reading;
using Civic.Documents.Signatures;

namespace Civic.Documents.Tests;

public sealed class ReaderTests
{
    private static readonly byte[] Certificate = Samples.Certificate();

    [Theory]
    [InlineData("--object-streams=generate")]
    [InlineData("--object-streams=generate --compress-streams=n")]
    [InlineData("--linearize")]
    [InlineData("--linearize --object-streams=generate")]
    [InlineData("--qdf")]
    public void TryRead_FileSavedByAnotherProgram_GivesTheSameFieldsAndPages(string form)
    {
        var saved = Tool.Convert("qpdf", Samples.SignedTwice(), [.. form.Split(' '), "@", "@out"]);

        var file = new Opened(saved).File;

        file.SignatureFields.Select(field => field.Name).ShouldBe(["CompetentPerson", "Agency"]);
        file.Pages().Count.ShouldBe(1);
        file.Revisions.Count.ShouldBe(1);
        file.ObjectNumbers.ShouldAllBe(number => !(file.Object(number) is PdfDamaged));
    }

    [Fact]
    public void TryRead_OwnFile_HasNoDamagedObject()
    {
        var file = new Opened(Samples.SignedTwice()).File;

        file.ObjectNumbers.Count().ShouldBeGreaterThan(50);
        file.ObjectNumbers.ShouldAllBe(number => !(file.Object(number) is PdfDamaged));
    }

    [Fact]
    public void TryRead_HybridFile_FindsWhatOnlyTheStreamKnows()
    {
        var file = new Opened(Hybrid()).File;

        file.Object(4).ShouldBe(new PdfName("Hidden"));
    }

    [Fact]
    public void TryRead_EncryptedFile_IsRefusedAsSuch() =>
        FailureOf(Tool.Convert("qpdf", Certificate, "--encrypt", "a", "b", "256", "--", "@", "@out"))
            .ShouldBeOfType<PdfReadFailure.Encrypted>();

    [Theory]
    [InlineData("")]
    [InlineData("%PDF-1.7")]
    [InlineData("GIF89a %PDF-1.7 startxref 0 %%EOF")]
    public void TryRead_NoPdf_IsRefusedAsSuch(string content) =>
        FailureOf(Encoding.ASCII.GetBytes(content)).ShouldBeOfType<PdfReadFailure.NotAPdf>();

    [Theory]
    [InlineData("xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 1 /Root 1 0 R /Prev 9>>\nstartxref\n9\n%%EOF")]
    [InlineData("xref\n0 999999999\ntrailer\n<<>>\nstartxref\n9\n%%EOF")]
    [InlineData("xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 1 /Root 1 0 R>>\nstartxref\n9\n%%EOF")]
    [InlineData("xref\n0 1\n0000000000 65535 f \ntrailer\n<</A <</A>>>>\nstartxref\n9\n%%EOF")]
    [InlineData("junk\nstartxref\n9\n%%EOF")]
    [InlineData("junk\nstartxref\n99999999999999999999\n%%EOF")]
    public void TryRead_BrokenIndex_IsRefusedAsDamaged(string body) =>
        FailureOf(Encoding.ASCII.GetBytes("%PDF-1.7\n" + body)).ShouldBeOfType<PdfReadFailure.Damaged>();

    [Fact]
    public void TryRead_NestedWithoutEnd_IsRefusedWithoutExhaustingTheStack()
    {
        var nested = "%PDF-1.7\nxref\n0 0\ntrailer\n" + string.Concat(Enumerable.Repeat("<</A ", 200_000))
            + "\nstartxref\n9\n%%EOF";

        FailureOf(Encoding.ASCII.GetBytes(nested)).ShouldBeOfType<PdfReadFailure.Damaged>();
    }

    [Fact]
    public void TryDecode_StreamThatUnfoldsWithoutBound_IsRefused()
    {
        var bomb = Writing.Flate.Compress(new byte[StreamFilters.MaxBytes + 1], CompressionLevel.Fastest);
        var entries = new PdfDictionary([new("Filter", new PdfName("FlateDecode"))]);

        new Opened(Certificate).File.TryDecode(new PdfStream(entries, bomb), out _, out var failure).ShouldBeFalse();

        failure.ShouldBeOfType<PdfReadFailure.TooLarge>();
    }

    [Fact]
    public void TryRead_BytesAfterTheEnd_AreCounted()
    {
        byte[] longer = [.. Certificate, .. "%junk"u8];

        new Opened(longer).File.TrailingBytes.ShouldBe(5);
    }

    [Fact]
    public void TryRead_ThousandsOfMutations_AnswersEveryOneInTime()
    {
        byte[][] seeds =
        [
            Samples.SignedTwice(), Hybrid(),
            Tool.Convert("qpdf", Certificate, "--object-streams=generate", "--stream-data=uncompress", "@", "@out"),
        ];
        var (random, answered, read) = (new Seeded(2026), 0, 0);
        for (; answered < 3000; answered++)
        {
            var clock = Stopwatch.StartNew();
            read += Exercise(Mutate(seeds[answered % seeds.Length], random), decode: answered % 20 == 0) ? 1 : 0;
            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        }
        // Both ends are reached: files that can still be read, and files that can't.
        read.ShouldBeInRange(answered / 10, answered - answered / 10);
    }

    private static bool Exercise(byte[] mutated, bool decode)
    {
        SignatureUpdate.Prepare(mutated, "Agency", new SignatureDetails(Samples.Time), null, 64).ShouldNotBeNull();
        if (!PdfFile.TryRead(mutated, out var file, out var failure))
        {
            failure.ShouldNotBeNull();
            return false;
        }
        foreach (var number in file.ObjectNumbers)
        {
            if (file.Object(number) is PdfStream stream && decode && !file.TryDecode(stream, out _, out failure))
                failure.ShouldNotBeNull();
        }
        foreach (var field in file.SignatureFields)
            field.Value?.CoversAllBut(mutated.Length);
        file.Pages().ShouldNotBeNull();
        return true;
    }

    private static byte[] Mutate(byte[] seed, Seeded random)
    {
        var bytes = (byte[])seed.Clone();
        // Half of the changes aim at the syntax at the end, where the index is.
        for (var i = 1 + random.Next(4); i > 0; i--)
        {
            var at = random.Next(2) == 0
                ? random.Next(bytes.Length)
                : bytes.Length - 1 - random.Next(Math.Min(bytes.Length, 3000));
            switch (random.Next(5))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes[at] = "<>[]()/%R0 9-"u8[random.Next(13)]; break;
                case 2: bytes = bytes[..Math.Max(1, at)]; break;
                case 3: bytes = [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(40))..]]; break;
                default: bytes = [.. bytes[..at], .. bytes[random.Next(at + 1)..at], .. bytes[at..]]; break;
            }
            if (bytes.Length == 0)
                return bytes;
        }
        return bytes;
    }

    private static PdfReadFailure FailureOf(byte[] bytes)
    {
        PdfFile.TryRead(bytes, out var file, out var failure).ShouldBeFalse();
        file.ShouldBeNull();
        return failure!;
    }

    /// <summary>A table that calls object 4 free and a stream beside it that defines it (7.5.8.4).</summary>
    private static byte[] Hybrid()
    {
        var text = new StringBuilder("%PDF-1.5\n");
        var offsets = new List<int>();
        foreach (var body in new[] { "<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Kids [] /Count 0>>",
            "<</Type /ObjStm /N 1 /First 4 /Length 11>>\nstream\n4 0 /Hidden\nendstream" })
        {
            offsets.Add(text.Length);
            text.Append(offsets.Count).Append(" 0 obj\n").Append(body).Append("\nendobj\n");
        }
        var stream = text.Length;
        text.Append("5 0 obj\n<</Type /XRef /Size 6 /W [1 1 1] /Index [4 1] /Filter /ASCIIHexDecode /Length 7>>\n")
            .Append("stream\n020300>\nendstream\nendobj\n");
        var table = text.Length;
        text.Append("xref\n0 5\n0000000004 65535 f \n");
        foreach (var offset in offsets)
            text.Append(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n");
        text.Append("0000000000 00000 f \ntrailer\n<</Size 6 /Root 1 0 R /XRefStm ").Append(stream)
            .Append(">>\nstartxref\n").Append(table).Append("\n%%EOF\n");
        return Encoding.ASCII.GetBytes(text.ToString());
    }
}
