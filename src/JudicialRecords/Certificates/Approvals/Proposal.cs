using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace Civic.JudicialRecords.Certificates.Approvals;

/// <summary>
/// The certificates that the competent person is about to approve, as they will be signed to the last byte. Its digest
/// is the nonce of the login by which that person approves exactly this list.
/// </summary>
internal sealed class Proposal
{
    /// <summary>As many as the key custodian takes in one list.</summary>
    internal const int Most = 500;

    public required string ListDigest { get; init; }

    /// <summary>16 random bytes, base64url: no two lists have one nonce.</summary>
    public required string Salt { get; init; }

    /// <summary>The key that is to sign.</summary>
    public required string Profile { get; init; }

    /// <summary>Pairwise subject of the competent person.</summary>
    public required string Proposer { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ApprovedAt { get; set; }

    /// <summary>Gone once approved: each has become a certificate.</summary>
    public List<ProposedCertificate> Items { get; init; } = [];

    internal static Proposal Of(
        string profile, string proposer, DateTimeOffset now, IReadOnlyList<ProposedCertificate> items)
    {
        var salt = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(16));
        var digest = DigestOf(
            salt, profile, items.Select(i => new DocumentAsked(i.AddressNumber, i.Sha256, i.SigningTime)));
        for (var i = 0; i < items.Count; i++)
        {
            (items[i].ListDigest, items[i].File!.ListDigest, items[i].Position) = (digest, digest, i);
        }

        return new()
        {
            ListDigest = digest,
            Salt = salt,
            Profile = profile,
            Proposer = proposer,
            CreatedAt = now,
            Items = [.. items],
        };
    }

    /// <summary>
    /// As the key custodian computes it (docs/adr/0010): SHA-256, base64url, over lines of UTF-8 text, each ended by a
    /// line feed: "civic-approval-1", the salt, the profile, then number, digest and signing time of each document.
    /// </summary>
    internal static string DigestOf(string salt, string profile, IEnumerable<DocumentAsked> items)
    {
        var text = new StringBuilder($"civic-approval-1\n{salt}\n{profile}\n");
        foreach (var item in items)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{item.Number} {item.Sha256} {item.SigningTime.ToUnixTimeSeconds()}\n");
        }

        return Base64UrlEncoder.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}

/// <summary>One certificate of a list, rendered with its number, date and signing time.</summary>
internal sealed class ProposedCertificate
{
    public string ListDigest { get; set; } = "";

    public int Position { get; set; }

    public required Guid DossierId { get; init; }

    /// <summary>The dossier as it was rendered from; changed since, it is left out.</summary>
    public required int DossierVersion { get; init; }

    public required string PrintedNumber { get; init; }

    public required string AddressNumber { get; init; }

    public required DateOnly IssueDate { get; init; }

    /// <summary>The time that the signature will claim, whole seconds.</summary>
    public required DateTimeOffset SigningTime { get; init; }

    public required string ContentJson { get; init; }

    public required string Salt { get; init; }

    public required string ContentDigest { get; init; }

    /// <summary>The address in the QR, with its signed statement.</summary>
    public required string VerificationAddress { get; init; }

    public required string SignerName { get; init; }

    public required string SignerTitle { get; init; }

    /// <summary>In the same row, and left there by whoever does not read it.</summary>
    public ProposedFile? File { get; init; }

    /// <summary>Of the rendered, unsigned file, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    internal Certificate ToCertificate(SigningRight right) => new()
    {
        DossierId = DossierId,
        PrintedNumber = PrintedNumber,
        AddressNumber = AddressNumber,
        IssueDate = IssueDate,
        SigningTime = SigningTime,
        ContentJson = ContentJson,
        Salt = Salt,
        ContentDigest = ContentDigest,
        VerificationAddress = VerificationAddress,
        SignerName = SignerName,
        SignerTitle = SignerTitle,
        Profile = right.Profile,
        Competence = right.Basis,
    };
}

/// <summary>The rendered, unsigned file of one certificate of a list.</summary>
internal sealed class ProposedFile
{
    public string ListDigest { get; set; } = "";

    public required Guid DossierId { get; init; }

    public required byte[] Pdf { get; init; }
}

/// <summary>
/// A certificate's number is its dossier's from the first proposal of a year on: an abandoned login loses none, and no
/// other dossier ever gets it.
/// </summary>
internal sealed class ReservedNumber
{
    public required Guid DossierId { get; init; }

    public required int Year { get; init; }

    public required long Value { get; init; }
}
