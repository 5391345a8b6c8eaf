using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Civic.Documents.Objects;
using Civic.Documents.Reading;

namespace Civic.Documents.Tests.Reader;

/// <summary>Every way of asking for too much is refused within three times the file plus 64 MB, and in time.</summary>
public sealed class LimitTests
{
    /// <summary>So that a busy machine does not reach the limit of time before the one that a test is about.</summary>
    private static readonly ReadLimits Patient = new() { Time = TimeSpan.FromMinutes(5) };

    [Fact]
    public void Read_AHundredThousandRevisions_TooLarge()
    {
        var file = RawPdf.OnePage().Close();
        for (var i = 0; i < 100_000; i++)
            file.Close();

        Refused(file.ToArray()).ShouldBe("the number of revisions");
    }

    [Fact]
    public void Read_CrossReferenceStreamThatUnfoldsToMillionsOfEntries_TooLarge()
    {
        var rows = new byte[8_000_000];
        rows.AsSpan().Fill(1);
        var packed = Writing.Flate.Compress(rows, CompressionLevel.SmallestSize);
        var file = RawPdf.OnePage();
        var start = file.Length;
        file.Stream(9, "/Type /XRef /Size 4000000 /W [1 1 0] /Root 1 0 R /Filter /FlateDecode", packed)
            .Write(string.Create(CultureInfo.InvariantCulture, $"startxref\n{start}\n%%EOF\n"));

        Refused(file.ToArray()).ShouldBe("the number of objects");
    }

    [Fact]
    public void Read_ObjectStreamThatUnfoldsWithoutBound_TooLarge()
    {
        var bomb = Writing.Flate.Compress(new byte[60_000_000], CompressionLevel.SmallestSize);
        var file = RawPdf.OnePage();
        file.Stream(5, "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", bomb);
        var start = file.Length;
        // Entry 6 lies in stream 5; the others are in the table before it.
        file.Write("6 0 obj\n<</Type /XRef /Size 8 /W [1 1 1] /Index [7 1] /Root 1 0 R /Length 3 /Prev 0>>\nstream\n"
            + "\x02\x05\x00\nendstream\nendobj\n");
        var table = file.Length;
        file.Close(string.Create(CultureInfo.InvariantCulture, $" /XRefStm {start}"), table);

        Refused(file.ToArray(), opened => opened.Object(7).ShouldBeOfType<PdfDamaged>())
            .ShouldBe("a stream's unfolded size");
    }

    [Theory]
    [InlineData("[", "1 ", "]")]
    [InlineData("[", "[]", "]")]
    [InlineData("<<", "/A 1 ", ">>")]
    [InlineData("[", "(x)", "]")]
    [InlineData("[", "1.5 ", "]")]
    [InlineData("[", "/Name#20of#20mine ", "]")]
    public void Read_MillionsOfSmallObjects_TooLarge(string open, string item, string close)
    {
        var body = new StringBuilder(open).Insert(open.Length, item, 10_000_000 / item.Length).Append(close);
        var file = RawPdf.OnePage().Object(5, body.ToString()).Close().ToArray();

        Refused(file, opened => opened.Object(5).ShouldBeOfType<PdfDamaged>()).ShouldBe("the memory of its objects");
    }

    [Fact]
    public void Read_ReferencesInACircle_GiveDamagedObjects()
    {
        var file = RawPdf.OnePage().Object(5, "6 0 R").Object(6, "7 0 R").Object(7, "5 0 R")
            .Object(8, "<</Length 8 0 R>>\nstream\nx\nendstream").Close().ToArray();

        var opened = new Opened(file).File;

        opened.Object(5).ShouldBeOfType<PdfDamaged>();
        opened.Object(8).ShouldBeOfType<PdfDamaged>();
    }

    [Fact]
    public void Read_PageTreeThatContainsItself_Ends()
    {
        var file = new RawPdf().Object(1, "<</Type /Catalog /Pages 2 0 R>>")
            .Object(2, "<</Type /Pages /Kids [2 0 R 3 0 R 3 0 R 2 0 R] /Count 4>>")
            .Object(3, "<</Type /Page>>").Close().ToArray();

        new Opened(file).File.Pages().Count.ShouldBe(1);
    }

    [Fact]
    public void Read_ClockPastTheLimit_TooLarge()
    {
        var limits = new ReadLimits { Time = TimeSpan.FromTicks(-1) };

        PdfFile.TryRead(Samples.Certificate(), out _, out var failure, limits).ShouldBeFalse();

        failure.ShouldBe(new PdfReadFailure.TooLarge("the time"));
    }

    [Fact]
    public void Read_ManyObjectsThatShareOneEndlessString_EndsInTime()
    {
        var places = new RawPdf();
        places.Object(1, "<</Type /Catalog /Pages 2 0 R>>").Object(2, "<</Type /Pages /Kids []>>");
        var table = new StringBuilder();
        const int Count = 60_000;
        for (var i = 0; i < Count; i++)
            places.Object(10 + i, "(");
        var file = places.Write(new string('x', 8_000_000)).Close().ToArray();

        var clock = Stopwatch.StartNew();
        var opened = new Opened(file).File;
        foreach (var number in opened.ObjectNumbers)
            _ = opened.Object(number);

        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        opened.ExceededLimit.ShouldNotBeNull();
    }

    /// <summary>The limit that was named, after the memory that it took was measured.</summary>
    private static string Refused(byte[] bytes, Action<PdfFile>? use = null)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var isRead = PdfFile.TryRead(bytes, out var file, out var failure, Patient);
        if (isRead)
            use?.Invoke(file!);
        // What was allocated in all is more than what was ever held at once.
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(2L * bytes.Length + 64 * 1024 * 1024);
        return isRead ? file!.ExceededLimit.ShouldNotBeNull()
            : failure.ShouldBeOfType<PdfReadFailure.TooLarge>().Limit;
    }
}
