using System.Text;
using Civic.Documents.Fonts;
using Civic.Documents.Layout;

namespace Civic.Documents.Tests;

public sealed class TextTests
{
    private const string Letters = "aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXY";
    private const string Marked = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY";
    private static readonly char[] Tones = ['\u0300', '\u0301', '\u0303', '\u0309', '\u0323'];

    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    [InlineData(3UL)]
    public void Paragraph_RandomVietnamese_IsReadBackLetterForLetter(ulong seed)
    {
        var random = new Seeded(seed);
        string[] lines = [.. Enumerable.Range(0, 40).Select(_ => Line(random))];

        var pdf = Samples.Render(body =>
        {
            for (var i = 0; i < lines.Length; i++)
                body.Paragraph(lines[i], new TextStyle { Bold = i % 2 == 1, Italic = i % 3 == 1, Size = 10 });
        });

        Words(Tool.Text(pdf)).ShouldBe([.. lines.SelectMany(line => Words(line)), "Trang", "1/1"]);
    }

    [Fact]
    public void Paragraph_DecomposedInput_IsWrittenComposed()
    {
        var pdf = Samples.Render(body => body.Paragraph("Nguyễn Thị Hường".Normalize(NormalizationForm.FormD)));

        Tool.Text(pdf).ShouldContain("Nguyễn Thị Hường");
    }

    [Fact]
    public void Preset_EveryCharacter_IsReadBackFromEveryFace()
    {
        var characters = Tinos.PresetCharacters.Where(c => c is not (0x20 or 0xA0 or 0xAD)).ToArray();
        foreach (var (bold, italic) in new[] { (false, false), (true, false), (false, true), (true, true) })
        {
            var pdf = Samples.Render(body =>
            {
                foreach (var character in characters)
                    body.Paragraph($"{character:X4}=" + char.ConvertFromUtf32(character),
                        new TextStyle { Bold = bold, Italic = italic, Size = 9, SpaceAfter = 0 });
            });

            var text = Tool.Run("pdftotext", pdf, "-raw", "-enc", "UTF-8", "@", "-").Output;
            var read = Words(text).Where(word => word.Length > 5 && word[4] == '=').ToDictionary(word => word[..4]);
            foreach (var character in characters)
                read[$"{character:X4}"][5..].ShouldBe(char.ConvertFromUtf32(character));
        }
    }

    [Fact]
    public void Paragraph_CharacterOutsideThePreset_GetsAFontOfItsOwn()
    {
        var pdf = Samples.Render(body => body.Paragraph("Ωмега và Łódź"));

        Tool.Text(pdf).ShouldContain("Ωмега và Łódź");
        FontLines(pdf).Length.ShouldBe(2);
    }

    [Fact]
    public void Paragraph_MoreCharactersThanAByteCounts_TakesFurtherFontsAndReadsBackExactly()
    {
        var font = Tinos.Of(FontFace.Regular).Font;
        int[] letters =
            [.. Enumerable.Range(0x370, 0x190).Where(c => char.IsLetter((char)c) && font.TryGlyph(c, out _))];
        var words = letters.Chunk(12).Select(w => string.Concat(w.Select(char.ConvertFromUtf32)).Normalize()).ToArray();

        var pdf = Samples.Render(body => body.Paragraph(string.Join(' ', words)));

        letters.Length.ShouldBeGreaterThan(FontProgram.MostCharacters);
        Words(Tool.Text(pdf)).Take(words.Length).ShouldBe(words);
        FontLines(pdf).Length.ShouldBe(3);
    }

    [Fact]
    public void Paragraph_CharacterWithoutGlyph_IsRefusedWithItsCodePoint()
    {
        var refusal = Should.Throw<ArgumentException>(() => Samples.Render(body => body.Paragraph("漢")));

        refusal.Message.ShouldContain("U+6F22");
    }

    [Fact]
    public void Paragraph_WithLineEndsOfAWebForm_IsPrintedOnTwoLines() =>
        Tool.Text(Samples.Render(body => body.Paragraph("dòng một\r\ndòng hai"))).ShouldContain("dòng một\ndòng hai");

    [Theory]
    [InlineData("Nguyễn Văn An\r\n", null)]
    [InlineData("Łódź", null)]
    [InlineData("An 漢", 0x6F22)]
    [InlineData("An\u0001", 1)]
    public void FirstWithoutGlyph_AnyText_NamesWhatCannotBePrinted(string text, int? expected) =>
        PrintableText.FirstWithoutGlyph(text).ShouldBe(expected);

    [Fact]
    public void Fonts_OfACertificate_AreEmbeddedSubsetsWithUnicode()
    {
        var lines = FontLines(Samples.Certificate());

        lines.Length.ShouldBe(3);
        foreach (var line in lines)
            line.ShouldMatch(@"^[A-Z]{6}\+Tinos\S*\s+CID TrueType\s+Custom\s+yes yes yes");
    }

    [Fact]
    public void Paragraph_WordLongerThanTheLine_IsBrokenAndNothingIsLost()
    {
        var word = string.Concat(Enumerable.Range(0, 60).Select(i => $"{i:D3}"));

        var text = Tool.Text(Samples.Render(body => body.Paragraph(word)));

        string.Concat(Words(text)).ShouldStartWith(word);
    }

    [Fact]
    public void Subset_OfAComposedLetter_HoldsItsComponents()
    {
        var font = Tinos.Of(FontFace.Regular).Font;

        var subset = new TrueTypeFont(WithCharacterMap(FontSubset.Build(font, ['ễ'])));

        subset.GlyphCount.ShouldBeGreaterThan(2);
        for (var glyph = 0; glyph < subset.GlyphCount; glyph++)
        {
            GlyphOutline.Copy(subset.Glyph(glyph), id =>
            {
                ((int)id).ShouldBeLessThan(subset.GlyphCount);
                return id;
            });
        }
    }

    private static string[] FontLines(byte[] pdf) =>
        [.. Tool.Run("pdffonts", pdf, "@").Output.Split('\n').Skip(2).Where(line => line.Length > 0)];

    private static string[] Words(string text) =>
        text.Split([' ', '\n', '\f'], StringSplitOptions.RemoveEmptyEntries);

    private static string Line(Seeded random) =>
        string.Join(' ', Enumerable.Range(0, 3 + random.Next(12)).Select(_ => Word(random)));

    private static string Word(Seeded random)
    {
        var word = new StringBuilder();
        for (var i = 1 + random.Next(6); i > 0; i--)
        {
            if (random.Next(2) == 0)
                word.Append(Letters[random.Next(Letters.Length)]);
            else
                word.Append(Marked[random.Next(Marked.Length)]).Append(Tones[random.Next(Tones.Length)]);
        }
        return word.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>A subset has no cmap, OS/2 and post; the parser's needs are added from the whole font.</summary>
    private static byte[] WithCharacterMap(byte[] subset)
    {
        var font = Tinos.Of(FontFace.Regular).Font;
        var added = new[] { "cmap", "OS/2", "post" };
        var count = 6 + added.Length;
        var shift = 16 * added.Length;
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        void UInt32(int value) => writer.Write(System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(value));
        writer.Write(subset.AsSpan(0, 4));
        writer.Write([0, (byte)count, 0, 0, 0, 0, 0, 0]);
        for (var i = 0; i < 6; i++)
        {
            var entry = subset.AsSpan(12 + 16 * i, 16);
            writer.Write(entry[..8]);
            UInt32(System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(entry[8..]) + shift);
            writer.Write(entry[12..]);
        }
        var offset = subset.Length + shift;
        foreach (var tag in added)
        {
            writer.Write(Encoding.ASCII.GetBytes(tag));
            UInt32(0);
            UInt32(offset);
            UInt32(font.Table(tag).Length);
            offset += font.Table(tag).Length;
        }
        writer.Write(subset.AsSpan(12 + 16 * 6));
        foreach (var tag in added)
            writer.Write(font.Table(tag));
        writer.Flush();
        return file.ToArray();
    }
}
