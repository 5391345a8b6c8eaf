using System.Security.Cryptography;
using Civic.Documents.Signatures;
using Civic.Signing.Tests.Judging;
using Civic.Signing.Tests.Stage;
using Shouldly;

namespace Civic.Signing.Tests.Attacks;

/// <summary>The CMS of another program: OpenSSL's, with its own attributes and order.</summary>
internal static class OpenSslSigned
{
    internal static byte[] Make(SmallWorld world)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var signer = world.SignerFor(key, "Signed elsewhere");
        using var shell = new Shell();
        shell.Write("key.pem", System.Text.Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()));
        shell.Write("cert.pem", System.Text.Encoding.ASCII.GetBytes(signer.Certificate.ExportCertificatePem()));
        shell.Write("chain.pem",
            System.Text.Encoding.ASCII.GetBytes(world.Issuing.Certificate.ExportCertificatePem()));
        shell.Write("data", CoveredBy(Prepared()));
        var (code, said) = shell.RunAsync("openssl", "cms", "-sign", "-binary", "-cades", "-md", "sha256", "-in",
            "data", "-signer", "cert.pem", "-inkey", "key.pem", "-certfile", "chain.pem", "-outform", "DER", "-out",
            "cms.der").GetAwaiter().GetResult();
        code.ShouldBe(0, said);
        var pdf = Prepared().Embed(File.ReadAllBytes(Path.Combine(shell.Folder, "cms.der")));
        // OpenSSL asks no time-stamp service; the document's own time stamp proves the time.
        return world.WithArchiveStamp(
            world.WithEvidence(pdf, Corpus.At, signer, world.Tsa), "Archive1", Corpus.At.AddMinutes(1));
    }

    /// <summary>The same each time, as a place can be filled only once.</summary>
    private static PreparedSignature Prepared() => SignatureUpdate.Prepare(
            Hand.Unsigned(), "CompetentPerson", new SignatureDetails(Corpus.At, "OpenSSL"), null, 8000)
        .ShouldBeOfType<SignaturePreparation.Prepared>().Signature;

    private static byte[] CoveredBy(PreparedSignature prepared)
    {
        var whole = prepared.Embed([]);
        var token = whole.AsSpan().LastIndexOf("/Contents <"u8) + 10;
        return [.. whole[..token], .. whole[(token + (2 * prepared.Capacity) + 2)..]];
    }
}
