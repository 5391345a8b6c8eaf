using System.Security.Cryptography;
using Civic.JudicialRecords.Certificates;
using Civic.Signing.Keys;
using Civic.Signing.Seal;

namespace Civic.Signing.Bench;

/// <summary>What is measured, each on a certificate of its own.</summary>
internal sealed class Workload(SigningHouse house)
{
    private const int People = 5000;
    private static readonly byte[] Digest = SHA256.HashData("a document"u8);

    private readonly CertificateOrder[] _orders = [.. Enumerable.Range(0, People).Select(CertificateSource.Make)];
    private byte[][] _files = [];

    internal async ValueTask SignRawAsync(KeyKind kind) =>
        _ = await house.Key(kind, SignerKind.Person).SignHashAsync(Digest, default);

    internal byte[] Render(int index)
    {
        var (content, verification, signingTime) = _orders[index % People];
        return CertificatePdf.Render(content, verification, signingTime);
    }

    /// <summary>Rendered and signed by the competent person, to this level.</summary>
    internal Task<byte[]> IssueAsync(int index, KeyKind kind, PadesLevel level) =>
        SignAsync(Render(index), index, kind, SignerKind.Person, level);

    /// <summary>Rendered, signed by the competent person, sealed by the agency, complete.</summary>
    internal async Task<byte[]> IssueTwiceAsync(int index, KeyKind kind) => await SignAsync(
        await IssueAsync(index, kind, PadesLevel.BT), index, kind, SignerKind.Agency, PadesLevel.BLTA);

    /// <summary>Files to validate, no two alike.</summary>
    internal async Task PrepareAsync(int count)
    {
        var files = new List<byte[]>();
        for (var i = 0; i < count; i++)
            files.Add(await IssueTwiceAsync(i, KeyKind.P256));
        _files = [.. files];
    }

    internal async Task ValidateAsync(int index)
    {
        var judged = await house.ValidateAsync(_files[index % _files.Length]);
        if (judged.Signatures.Count != 3 || judged.Verdict != "TOTAL-PASSED")
            throw new InvalidOperationException($"A good file was judged {judged.Verdict}.");
    }

    private async Task<byte[]> SignAsync(byte[] pdf, int index, KeyKind kind, SignerKind signer, PadesLevel level)
    {
        var name = signer == SignerKind.Person ? "Trần Văn Bình" : "Sở Tư pháp thành phố Hà Nội";
        var (details, appearance) = Sealer.Looks(signer, name, _orders[index % People].SigningTime);
        var field = signer == SignerKind.Person ? "CompetentPerson" : "Agency";
        var result = await house.Signer.SignAsync(
            new SigningOrder(pdf, field, details, appearance, house.Key(kind, signer), level), default);
        return result is SigningResult.Signed signed
            ? signed.Pdf
            : throw new InvalidOperationException($"Nothing was signed: {result}.");
    }
}
