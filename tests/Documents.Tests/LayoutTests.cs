using Civic.Documents.Layout;

namespace Civic.Documents.Tests;

public sealed class LayoutTests
{
    [Fact]
    public void Render_SameContentTwice_GivesTheSameBytes() => Samples.Certificate().ShouldBe(Samples.Certificate());

    [Fact]
    public void Table_LongerThanAPage_IsSplitWithItsHeaderOnEveryPage()
    {
        var pdf = Samples.Render(body => body.Table(Samples.LongTable(150)));

        var pages = Pages(pdf);
        pages.Length.ShouldBeGreaterThan(2);
        foreach (var page in pages)
            page.ShouldContain("Nội dung");
        for (var row = 1; row <= 150; row++)
            pages.Count(page => page.Contains($"dòng{row}\n", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public void Table_RowHigherThanAPage_IsContinuedOnTheNext()
    {
        var text = string.Join(' ', Enumerable.Range(1, 1500).Select(i => "chữ" + i));

        var pages = Pages(Samples.Render(body => body.Table(new Table([1, 1], [], [TableRow.Of("trái", text)]))));

        pages.Length.ShouldBeGreaterThan(1);
        string.Concat(pages).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word.StartsWith("chữ", StringComparison.Ordinal)).ShouldBe(text.Split(' '));
    }

    [Fact]
    public void Heading_AtTheFootOfAPage_GoesWithItsText()
    {
        var pages = Pages(Samples.Render(body =>
        {
            body.Space(690).Heading(1, "Đề mục");
            body.Paragraph("Đoạn một " + string.Join(' ', Enumerable.Repeat("chữ", 60)));
        }));

        pages.Single(page => page.Contains("Đề mục", StringComparison.Ordinal)).ShouldContain("Đoạn một");
    }

    [Fact]
    public void KeepTogether_WithoutRoom_GoesToTheNextPageWhole()
    {
        var pages = Pages(Samples.Render(body => body.Paragraph("đầu").Space(640).KeepTogether(block =>
        {
            for (var i = 0; i < 6; i++)
                block.Paragraph("khối" + i);
        })));

        pages.Length.ShouldBe(2);
        pages[0].ShouldNotContain("khối");
        pages[1].ShouldContain("khối0");
    }

    [Fact]
    public void Footer_OfEveryPage_CountsThem()
    {
        var pages = Pages(Samples.Render(body => body.Paragraph("một").PageBreak().Paragraph("hai")));

        pages[0].ShouldContain("Trang 1/2");
        pages[1].ShouldContain("Trang 2/2");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(14)]
    [InlineData(80)]
    [InlineData(181)]
    [InlineData(400)]
    [InlineData(1125)]
    public void QrCode_Printed_IsReadByAForeignReader(int length)
    {
        var random = new Seeded((ulong)length);
        var content = string.Concat(Enumerable.Range(0, length).Select(_ => (char)('!' + random.Next(94))));

        var image = Tool.Convert("mutool", Samples.Render(body => body.QrCode(content, 400, "Mã QR")),
            "draw", "-q", "-r", "150", "-F", "png", "-o", "@out", "@");

        Tool.Run("zbarimg", image, "-q", "--raw", "@").Output.TrimEnd('\n').ShouldBe(content);
    }

    [Fact]
    public void QrCode_MoreThanTheLargestHolds_IsRefused() => Should.Throw<ArgumentException>(
        () => Samples.Render(body => body.QrCode(new string('x', 1126), 100, "Mã QR")));

    [Fact]
    public void Block_TallerThanAPage_IsRefused() => Should.Throw<ArgumentException>(
        () => Samples.Render(body => body.SignatureField(new SignatureBox("A", 10, 900, "Chữ ký"))));

    [Fact]
    public void SignatureFields_WithOneName_AreRefused() => Should.Throw<ArgumentException>(() => Samples.Render(body =>
        body.SignatureField(new SignatureBox("A", 10, 10, "x")).SignatureField(new SignatureBox("A", 10, 10, "y"))));

    [Fact]
    public void Row_ThatDoesNotFillItsTable_IsRefused() => Should.Throw<ArgumentException>(
        () => Samples.Render(body => body.Table(new Table([1, 1], [], [TableRow.Of("một")]))));

    [Fact]
    public void Seal_OfASignatureBlock_CoversTheLeftThirdOfTheSignature()
    {
        var fields = new Opened(Samples.Certificate()).File.SignatureFields;
        var (person, seal) = (Sides(fields[0]), Sides(fields[1]));

        seal[2].ShouldBe(person[0] + (person[2] - person[0]) / 3, 0.01);
        seal[0].ShouldBeLessThan(person[0]);
        seal[1].ShouldBe(person[1], 0.01);
    }

    private static double[] Sides(Reading.PdfSignatureField field) => [.. ((Objects.PdfArray)field.Dictionary["Rect"]!)
        .Items.Select(item => item is Objects.PdfInteger whole ? whole.Value : ((Objects.PdfReal)item).Value)];

    private static string[] Pages(byte[] pdf) => Tool.Text(pdf).TrimEnd('\f').Split('\f');
}
