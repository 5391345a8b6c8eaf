using Civic.Documents.Layout;

namespace Civic.Documents.Tests;

/// <summary>A part that is shaped once gives the same file as the same text written each time.</summary>
public sealed class FormPartTests
{
    private static readonly TextStyle Basis = new() { Italic = true, FirstLineIndent = 26, SpaceAfter = 3 };

    [Theory]
    [InlineData("Căn cứ Luật Lý lịch tư pháp ngày 17 tháng 6 năm 2009;")]
    [InlineData("Căn cứ thư điện tử <an@example.vn> và Łódź, 5 µm")]
    public void Part_UsedAgain_GivesTheBytesOfItsOwnText(string text)
    {
        var longer = string.Join(' ', Enumerable.Repeat(text, 5));
        void Write(Flow body) => body.Heading(1, "PHIẾU").Paragraph(longer, Basis).Space(4);
        var part = new FormPart(Write);

        // What stands before it takes the codes of letters outside the presets in a different order.
        foreach (var before in (string[])["Một", "Ω và µ", "Một", "@"])
        {
            var own = Samples.Render(body => { body.Paragraph(before); Write(body); });

            Samples.Render(body => body.Paragraph(before).Part(part)).ShouldBe(own);
        }
    }

    [Fact]
    public void Part_InNarrowerColumns_IsBrokenAnew()
    {
        var words = string.Join(' ', Enumerable.Range(1, 40).Select(i => $"từ{i}"));
        var part = new FormPart(body => body.Paragraph(words));
        byte[] Page(Action<Flow> content) => Samples.Render(body => body.Columns((0.3, content), (0.7, content)));

        Page(column => column.Part(part)).ShouldBe(Page(column => column.Paragraph(words)));
    }

    [Fact]
    public async Task Part_ByManyAtATime_IsAlwaysTheSame()
    {
        var part = new FormPart(body => body.Paragraph("Căn cứ Luật Lý lịch tư pháp", Basis));
        var expected = Samples.Render(body => body.Paragraph("Căn cứ Luật Lý lịch tư pháp", Basis));

        var all = await Task.WhenAll(Enumerable.Range(0, 200)
            .Select(_ => Task.Run(() => Samples.Render(body => body.Part(part)))));

        foreach (var pdf in all)
            pdf.ShouldBe(expected);
    }
}
