using System.Security.Cryptography;
using System.Text;
using Civic.Documents.Objects;
using Civic.Documents.Reading;
using Civic.Documents.Signatures;

namespace Civic.Documents.Tests;

public sealed class SignatureUpdateTests
{
    private static readonly SignatureDetails Details = new(Samples.Time, "Trần Văn Bình");

    [Fact]
    public void Prepare_TwoFields_LeavesEveryEarlierByte()
    {
        var (first, second, third) = Stages(Samples.Certificate());

        second.AsSpan(0, first.Length).SequenceEqual(first).ShouldBeTrue();
        third.AsSpan(0, second.Length).SequenceEqual(second).ShouldBeTrue();
        var file = new Opened(third).File;
        file.Revisions.Select(revision => revision.EndOffset).ShouldBe([first.Length, second.Length, third.Length]);
        file.TrailingBytes.ShouldBe(0);
    }

    [Fact]
    public void Prepare_OnAnyStage_IsCleanForAForeignChecker()
    {
        var (first, second, third) = Stages(Samples.Certificate());
        foreach (var file in new[] { first, second, third })
        {
            var (exit, output, errors) = Tool.Run("qpdf", file, "--check", "@");
            exit.ShouldBe(0, output + errors);
            Encoding.ASCII.GetString(file[^6..]).ShouldBe("%%EOF\n");
        }
    }

    [Fact]
    public void Prepare_OnlyValueAndAppearance_OfTheFieldChange()
    {
        var (first, second, _) = Stages(Samples.Certificate());
        var (before, after) = (new Opened(first).File, new Opened(second).File);

        var changed = after.Revisions[1].Changes.Where(change => change.Kind != PdfObjectChangeKind.Added).ToArray();

        changed.ShouldHaveSingleItem().Number.ShouldBe(after.SignatureFields[0].Reference!.Number);
        var (old, now) = (before.SignatureFields[0].Dictionary, after.SignatureFields[0].Dictionary);
        foreach (var key in old.Entries.Select(entry => entry.Key).Where(key => key is not ("AP" or "V")))
            Spelled(now[key]).ShouldBe(Spelled(old[key]), key);
        now.Entries.Select(entry => entry.Key).Except(old.Entries.Select(entry => entry.Key)).ShouldBe(["V"]);
    }

    [Fact]
    public void ByteRange_OfEachSignature_LeavesOutTheContentsAlone()
    {
        var file = new Opened(Samples.SignedTwice()).File;

        for (var i = 0; i < 2; i++)
        {
            var value = file.SignatureFields[i].Value!;
            value.CoversAllBut(file.Revisions[i + 1].EndOffset).ShouldBeTrue();
            value.CoversAllBut(file.Revisions[i + 1].EndOffset + 1).ShouldBeFalse();
            value.SubFilter.ShouldBe("ETSI.CAdES.detached");
            value.ClaimedTime.ShouldBe("D:20261122091530+07'00'");
            value.SignerName.ShouldBe("Trần Văn Bình");
            value.Reason.ShouldBe("Ký ban hành");
            value.Location.ShouldBe("Hà Nội");
        }
    }

    [Fact]
    public void Embed_AnySignature_KeepsTheHashThatWasSigned()
    {
        var prepared = Prepared(Samples.Certificate(), "Agency");
        var hash = prepared.Hash(HashAlgorithmName.SHA256);

        var signed = prepared.Embed([0x30, 0x03, 0x02, 0x01, 0x05]);

        var value = new Opened(signed).File.SignatureFields[1].Value!;
        value.Contents!.Bytes.Span[..5].SequenceEqual((byte[])[0x30, 0x03, 0x02, 0x01, 0x05]).ShouldBeTrue();
        byte[] covered = [.. signed.AsSpan(0, (int)value.ByteRange[1]), .. signed.AsSpan((int)value.ByteRange[2])];
        SHA256.HashData(covered).ShouldBe(hash);
    }

    [Fact]
    public void Embed_LongerThanItsRoom_IsRefused() =>
        Should.Throw<ArgumentException>(() => Prepared(Samples.Certificate(), "Agency").Embed(new byte[1025]));

    [Fact]
    public void Embed_ASecondTime_IsRefused()
    {
        var prepared = Prepared(Samples.Certificate(), "Agency");
        prepared.Embed([0x30, 0x00]);

        Should.Throw<InvalidOperationException>(() => prepared.Embed([0x30, 0x00]));
    }

    [Fact]
    public void Prepare_SameInputTwice_GivesTheSameBytes() => Samples.SignedTwice().ShouldBe(Samples.SignedTwice());

    [Fact]
    public void Prepare_UnknownField_SaysSo() =>
        Prepare(Samples.Certificate(), "Nobody").ShouldBe(new SignaturePreparation.FieldUnknown("Nobody"));

    [Fact]
    public void Prepare_SignedField_SaysSo() => Prepare(Samples.Fill(Samples.Certificate(), "Agency"), "Agency")
        .ShouldBe(new SignaturePreparation.AlreadySigned("Agency"));

    [Fact]
    public void Prepare_NoPdf_SaysSo() => Prepare("<html>"u8.ToArray(), "Agency")
        .ShouldBe(new SignaturePreparation.NotAPdf(new PdfReadFailure.NotAPdf()));

    [Fact]
    public void Prepare_FileWithCrossReferenceStreams_KeepsTheirStyle()
    {
        var modern = Tool.Convert("qpdf", Samples.Certificate(), "--object-streams=generate", "@", "@out");

        var signed = Samples.Fill(Samples.Fill(modern, "CompetentPerson"), "Agency");

        signed.AsSpan(modern.Length).IndexOf("trailer"u8).ShouldBe(-1);
        Tool.Run("qpdf", signed, "--check", "@").ExitCode.ShouldBe(0);
        new Opened(signed).File.SignatureFields.ShouldAllBe(field => field.Value != null);
    }

    [Fact]
    public void Appearances_OnThePage_AreBlueAndRed()
    {
        var unsigned = Pixels(Samples.Certificate());
        var signed = Pixels(Samples.SignedTwice());

        unsigned.Count(IsBlue).ShouldBe(0);
        unsigned.Count(IsRed).ShouldBe(0);
        signed.Count(IsBlue).ShouldBeGreaterThan(100);
        signed.Count(IsRed).ShouldBeGreaterThan(500);
    }

    [Fact]
    public void PersonalImage_FromPng_IsShownInItsColourOnTheCleanPage()
    {
        PngImage.TryRead(Png(40, 20, [20, 40, 220, 255]), out var image).ShouldBeTrue();

        var signed = Samples.Fill(Samples.Certificate(), "CompetentPerson", SignatureAppearance.Personal(image));

        Tool.Run("qpdf", signed, "--check", "@").ExitCode.ShouldBe(0);
        Pixels(signed).Count(IsBlue).ShouldBeGreaterThan(1000);
        PngImage.TryRead(Png(40, 20, [20, 40, 220, 0]), out var clear).ShouldBeTrue();
        Pixels(Samples.Fill(Samples.Certificate(), "CompetentPerson", SignatureAppearance.Personal(clear)))
            .Count(IsBlue).ShouldBe(0);
    }

    [Fact]
    public void PngImage_DamagedOrOfAnotherKind_IsRefused()
    {
        var png = Png(8, 8, [1, 2, 3, 4]);

        PngImage.TryRead(png.AsSpan(0, png.Length - 20), out _).ShouldBeFalse();
        PngImage.TryRead("GIF89a"u8, out _).ShouldBeFalse();
        png[25] = 2;
        PngImage.TryRead(png, out _).ShouldBeFalse();
    }

    [Fact]
    public void AgencySeal_ShowsNameAndTimeAsText()
    {
        var text = Tool.Run("mutool", Samples.SignedTwice(), "draw", "-q", "-F", "txt", "@").Output;

        text.ShouldContain("Sở Tư pháp thành phố Hà Nội");
        text.ShouldContain("22/11/2026 09:15:30 +07:00");
    }

    [Fact]
    public void Appearances_EmbedTheirFonts()
    {
        var lines = Tool.Run("pdffonts", Samples.SignedTwice(), "@").Output.TrimEnd().Split('\n').Skip(2).ToArray();

        lines.Length.ShouldBeGreaterThan(1);
        lines.ShouldAllBe(line => line.Contains("yes yes yes"));
    }

    /// <summary>One colour all over; every row by the Sub filter, which must be undone.</summary>
    private static byte[] Png(int width, int height, byte[] pixel)
    {
        byte[] row = [1, .. pixel, .. new byte[4 * (width - 1)]];
        byte[] rows = [.. Enumerable.Repeat(row, height).SelectMany(bytes => bytes)];
        var data = Writing.Flate.Compress(rows, System.IO.Compression.CompressionLevel.Fastest);
        return
        [
            0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A,
            .. Chunk("IHDR", [0, 0, 0, (byte)width, 0, 0, 0, (byte)height, 8, 6, 0, 0, 0]),
            .. Chunk("IDAT", data), .. Chunk("IEND", []),
        ];
    }

    private static byte[] Chunk(string kind, byte[] data) =>
        [0, 0, (byte)(data.Length >> 8), (byte)data.Length, .. Encoding.ASCII.GetBytes(kind), .. data, 0, 0, 0, 0];

    private static (byte[] First, byte[] Second, byte[] Third) Stages(byte[] first)
    {
        var second = Samples.Fill(first, "CompetentPerson", SignatureAppearance.Personal("Trần Văn Bình"));
        var seal = SignatureAppearance.Agency("Sở Tư pháp thành phố Hà Nội", Samples.Time);
        var third = Samples.Fill(second, "Agency", seal);
        return (first, second, third);
    }

    private static SignaturePreparation Prepare(byte[] pdf, string field) =>
        SignatureUpdate.Prepare(pdf, field, Details, appearance: null, 1024);

    private static PreparedSignature Prepared(byte[] pdf, string field) =>
        Prepare(pdf, field).ShouldBeOfType<SignaturePreparation.Prepared>().Signature;

    private static string Spelled(PdfObject? value) => Encoding.Latin1.GetString(
        Writing.PdfSerializer.Write(new Writing.PdfBuffer(), value ?? PdfNull.Value).Written);

    private static bool IsBlue((byte R, byte G, byte B) pixel) => pixel.B > pixel.R + 90;

    private static bool IsRed((byte R, byte G, byte B) pixel) => pixel.R > pixel.B + 90;

    private static List<(byte R, byte G, byte B)> Pixels(byte[] pdf)
    {
        var image = Tool.Convert("pdftoppm", pdf, "-r", "60", "-singlefile", "@", "@out");
        // P6, width height, maximum: three lines before the pixels.
        var at = 0;
        for (var line = 0; line < 3; line++)
            at += image.AsSpan(at).IndexOf((byte)'\n') + 1;
        return [.. image.AsSpan(at).ToArray().Chunk(3).Select(rgb => (rgb[0], rgb[1], rgb[2]))];
    }
}
