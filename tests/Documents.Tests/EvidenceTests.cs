using System.Security.Cryptography;
using Civic.Documents.Objects;
using Civic.Documents.Signatures;

namespace Civic.Documents.Tests;

public sealed class EvidenceTests
{
    private static readonly ValidationEvidence Evidence = new([[1, 2, 3], [4, 5]], [[6, 7]], [[8]]);

    [Fact]
    public void TryAdd_ToASignedFile_KeepsItsBytesAndHoldsTheEvidence()
    {
        var signed = Samples.SignedTwice();

        SecurityStoreUpdate.TryAdd(signed, Evidence, out var updated, out _).ShouldBeTrue();

        updated!.AsSpan(0, signed.Length).SequenceEqual(signed).ShouldBeTrue();
        Tool.Run("qpdf", updated, "--check", "@").ExitCode.ShouldBe(0);
        Held(updated, "Certs").ShouldBe([[1, 2, 3], [4, 5]]);
        Held(updated, "OCSPs").ShouldBe([[6, 7]]);
        Held(updated, "CRLs").ShouldBe([[8]]);
        var opened = new Opened(updated);
        opened.Dictionary(opened.Dictionary(opened.File.Catalog["Extensions"])["ESIC"])
            .IsName("BaseVersion", "1.7").ShouldBeTrue();
        opened.File.SignatureFields.ShouldAllBe(field => field.Value != null);
    }

    [Fact]
    public void TryAdd_ASecondTime_AddsOnlyWhatIsNew()
    {
        SecurityStoreUpdate.TryAdd(Samples.Certificate(), Evidence, out var first, out _).ShouldBeTrue();

        SecurityStoreUpdate.TryAdd(first, new ValidationEvidence([[4, 5], [9]], [], []), out var second, out _)
            .ShouldBeTrue();

        Held(second!, "Certs").ShouldBe([[1, 2, 3], [4, 5], [9]]);
        Held(second!, "OCSPs").ShouldBe([[6, 7]]);
    }

    [Fact]
    public void TryAdd_NoPdf_SaysSo()
    {
        SecurityStoreUpdate.TryAdd("x"u8.ToArray(), Evidence, out _, out var failure).ShouldBeFalse();

        failure.ShouldBeOfType<Reading.PdfReadFailure.NotAPdf>();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Timestamp_OverASignedFile_CoversItAndKeepsItsBytes(bool modern)
    {
        var signed = Samples.SignedTwice();
        if (modern)
            signed = Tool.Convert("qpdf", signed, "--object-streams=generate", "@", "@out");

        var stamped = Stamp(Stamp(signed, "Archive1"), "Archive2");

        stamped.AsSpan(0, signed.Length).SequenceEqual(signed).ShouldBeTrue();
        Tool.Run("qpdf", stamped, "--check", "@").ExitCode.ShouldBe(0);
        var file = new Opened(stamped).File;
        file.SignatureFields.Select(field => field.Name)
            .ShouldBe(["CompetentPerson", "Agency", "Archive1", "Archive2"]);
        file.SignatureFields[3].Value!.SubFilter.ShouldBe("ETSI.RFC3161");
        file.SignatureFields[3].Value!.CoversAllBut(stamped.Length).ShouldBeTrue();
        file.Find<PdfArray>(file.Pages()[0].Page, "Annots")!.Count.ShouldBe(4);
    }

    [Fact]
    public void Timestamp_NameInUse_SaysSo() => DocumentTimestampUpdate.Prepare(Samples.Certificate(), "Agency")
        .ShouldBe(new SignaturePreparation.AlreadySigned("Agency"));

    private static byte[] Stamp(byte[] pdf, string field)
    {
        var prepared = DocumentTimestampUpdate.Prepare(pdf, field, 256)
            .ShouldBeOfType<SignaturePreparation.Prepared>().Signature;
        return prepared.Embed(prepared.Hash(HashAlgorithmName.SHA256));
    }

    private static List<byte[]> Held(byte[] pdf, string key)
    {
        var opened = new Opened(pdf);
        var store = opened.Dictionary(opened.File.Catalog["DSS"]);
        return [.. store[key].ShouldBeOfType<PdfArray>().Items.Select(opened.Decoded)];
    }
}
