using System.Globalization;
using Civic.Documents.Objects;
using Civic.Documents.Reading;

namespace Civic.Documents.Tests.Reader;

public sealed class RevisionTests
{
    [Fact]
    public void AsOf_ObjectChangedTwice_ShowsEachRevision()
    {
        var file = new Opened(RawPdf.OnePage().Object(5, "(one)").Close().Object(5, "(two)").Close()
            .Object(5, "(three)").Object(6, "(new)").Close().ToArray()).File;

        file.Revisions.Count.ShouldBe(3);
        Enumerable.Range(1, 3).Select(i => ((PdfString)file.AsOf(i)!.Object(5)).Text)
            .ShouldBe(["one", "two", "three"]);
        file.AsOf(2)!.Object(6).ShouldBe(PdfNull.Value);
        file.Revisions[2].Changes.Select(change => (change.Number, change.Kind))
            .ShouldBe([(5, PdfObjectChangeKind.Changed), (6, PdfObjectChangeKind.Added)]);
    }

    [Fact]
    public void AsOf_LengthOfAStreamChanged_ShowsTheStreamOfEachRevision()
    {
        var file = new Opened(RawPdf.OnePage().Object(5, "3")
            .Object(6, "<</Length 5 0 R>>\nstream\nabc\nendstream endobj %\nendstream").Close()
            .Object(5, "22").Close().ToArray()).File;

        ((PdfStream)file.AsOf(1)!.Object(6)).Data.Length.ShouldBe(3);
        ((PdfStream)file.AsOf(2)!.Object(6)).Data.Length.ShouldBe(22);
        ((PdfStream)file.AsOf(1)!.Object(6)).Data.Length.ShouldBe(3);
    }

    [Fact]
    public void Read_ObjectStreamReplaced_CountsItsObjectsAsChanged()
    {
        var file = new Opened(WithObjectStream("(old)")
            .Stream(5, "/Type /ObjStm /N 1 /First 4", "7 0 (new)"u8.ToArray())
            .Close().ToArray()).File;

        ((PdfString)file.AsOf(1)!.Object(7)).Text.ShouldBe("old");
        ((PdfString)file.Object(7)).Text.ShouldBe("new");
        file.Revisions[1].Changes.ShouldContain(new PdfObjectChange(7, 0, PdfObjectChangeKind.Changed));
    }

    [Fact]
    public void Read_EndMarkThatNamesAnotherIndex_SaysSo()
    {
        var file = new Opened(RawPdf.OnePage().Close("", 20).Object(5, "(x)").Close().ToArray()).File;

        file.Revisions.Select(revision => revision.IsPointedTo).ShouldBe([false, true]);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("% only a comment\n\n", false)]
    [InlineData("5 0 obj\n(hidden)\nendobj\n", true)]
    [InlineData("junk", true)]
    public void StrayPlace_BetweenTheObjectsOfAnUpdate_IsFound(string between, bool isStray)
    {
        var file = new Opened(RawPdf.OnePage().Close().Object(5, "(x)").Write(between).Object(6, "(y)").Close()
            .ToArray()).File;

        (file.StrayPlace(2) is not null).ShouldBe(isStray);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--object-streams=generate")]
    public void StrayPlace_UpdatesOfThisLibrary_HaveNone(string form)
    {
        var pdf = form.Length == 0 ? Samples.Certificate()
            : Tool.Convert("qpdf", Samples.Certificate(), form, "@", "@out");
        pdf = Samples.Fill(Samples.Fill(pdf, "CompetentPerson"), "Agency");

        var file = new Opened(pdf).File;

        file.Revisions.Select(revision => revision.IsPointedTo).ShouldBe([true, true, true]);
        file.StrayPlace(2).ShouldBeNull();
        file.StrayPlace(3).ShouldBeNull();
    }

    [Fact]
    public void Read_NumberTwiceInOneTable_SaysSo()
    {
        var file = new Opened(RawPdf.OnePage().Close().Write(
            "xref\n5 1\n0000000009 00000 n \n5 1\n0000000010 00000 n \ntrailer\n<</Size 9 /Root 1 0 R /Prev "
            + PreviousOf(RawPdf.OnePage().Close()) + ">>\nstartxref\n" + RawPdf.OnePage().Close().Length
            + "\n%%EOF\n").ToArray()).File;

        file.Revisions.Select(revision => revision.HasDuplicates).ShouldBe([false, true]);
    }

    [Fact]
    public void Read_ForgottenEndobj_IsReadAsItCanOnlyBeMeant()
    {
        var file = RawPdf.OnePage().Object(5, "(x)");
        file.Write("");
        var text = System.Text.Encoding.Latin1.GetString(file.Object(6, "(y)").Close().ToArray());
        var cut = text.Replace("(x)\nendobj\n", "(x)\n\n      ", StringComparison.Ordinal);

        ((PdfString)new Opened(System.Text.Encoding.Latin1.GetBytes(cut)).File.Object(5)).Text.ShouldBe("x");
    }

    private static string PreviousOf(RawPdf file)
    {
        PdfFile.TryRead(file.ToArray(), out var read, out _).ShouldBeTrue();
        return read!.Revisions[^1].XrefOffset.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Object 7 in the object stream 5, named by a hybrid's stream.</summary>
    private static RawPdf WithObjectStream(string inner)
    {
        var file = RawPdf.OnePage()
            .Stream(5, "/Type /ObjStm /N 1 /First 4", System.Text.Encoding.ASCII.GetBytes("7 0 " + inner));
        var start = file.Length;
        file.Write("8 0 obj\n<</Type /XRef /Size 9 /W [1 1 1] /Index [7 1] /Root 1 0 R /Length 3>>\nstream\n"
            + "\x02\x05\0" + "\nendstream\nendobj\n");
        return file.Close(string.Create(CultureInfo.InvariantCulture, $" /XRefStm {start}"));
    }
}
