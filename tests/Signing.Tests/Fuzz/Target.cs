using System.Security.Cryptography;
using Civic.Documents.Objects;
using Civic.Documents.Reading;
using Civic.Signing.Algorithms;
using Civic.Signing.Cms;
using Civic.Signing.Tests.Judging;
using Civic.Signing.Timestamps;
using Civic.Signing.Validation;
using Civic.Signing.Validation.Evidence;
using Civic.Signing.Validation.Trust;
using Civic.Testing;

namespace Civic.Signing.Tests.Fuzz;

/// <summary>Something that reads what strangers send. It may refuse anything and must never throw.</summary>
/// <param name="Share">Of a hundred inputs so many are for it.</param>
internal sealed record Target(string Name, int Share, bool IsDer, byte[][] Seeds, Action<byte[]> Read)
{
    internal static IReadOnlyList<Target> All()
    {
        var world = new SmallWorld();
        var at = SmallWorld.Start.AddMonths(2);
        var signed = world.Archived(at);
        PdfFile.TryRead(signed, out var file, out _);
        var cms = file!.SignatureFields[0].Value!.Contents!.Bytes.ToArray();
        var token = Stamps.Token(world.Tsa, world.Issuing.Certificate, SHA256.HashData("x"u8), at);
        var ocsp = Stamps.OcspResponse(world.Ocsp, world.Issuing.Certificate, world.Person.Certificate, at, at);
        var judge = FileJudge.Offline(world.List, AlgorithmPolicy.Load(null), new ManualClock(at.AddHours(1)));
        var (person, issuing, root) = (KnownCertificate.Of(world.Person.Certificate),
            KnownCertificate.Of(world.Issuing.Certificate), KnownCertificate.Of(world.Root));
        return
        [
            new("file", 14, false, [signed, .. FuzzSeeds.Files(world, at)], b => ReadFile(judge, b)),
            new("cms", 22, true, [cms], b => Exercise(SignedDataReader.TryRead(b))),
            new("token", 18, true, [token], b => Exercise(TimestampToken.TryRead(b)?.Cms)),
            new("ocsp", 18, true, [ocsp], b => OcspFile.TryRead(b)?.About(person, issuing)),
            new("crl", 14, true, [world.RootCrl(at)], b => RevocationListFile.TryRead(b)?.About(issuing, root)),
            new("certificate", 14, true, [world.Person.Certificate.RawData, world.Root.RawData], ReadCertificate),
        ];
    }

    private static void ReadFile(FileJudge judge, byte[] bytes)
    {
        if (!PdfFile.TryRead(bytes, out var file, out _))
        {
            return;
        }

        _ = judge.JudgeAsync(file, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        foreach (var number in file.ObjectNumbers.Take(40))
        {
            if (file.Object(number) is PdfStream stream)
            {
                file.TryDecode(stream, out _, out _);
            }
        }
    }

    private static void Exercise(SignedDataContent? content)
    {
        if (content is not null)
        {
            _ = content.Signer.Binding();
            _ = content.Signer.IsSignatureRight();
            _ = content.Signer.MessageDigest;
            _ = content.Signer.SignedContentType;
        }
    }

    private static void ReadCertificate(byte[] bytes)
    {
        try
        {
            _ = KnownCertificate.Of(KnownCertificate.Load(bytes)).Name;
        }
        catch (CryptographicException)
        {
            // The one way in which a certificate is refused.
        }
    }
}
