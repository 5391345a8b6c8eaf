using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace Civic.Signing.Approvals;

/// <summary>
/// One person's word, given by a login of its own, that a key may sign exactly these documents, within a time.
/// </summary>
internal sealed class Approval
{
    /// <summary>The digest of the list, which is also the nonce of the login.</summary>
    public required string ListDigest { get; init; }

    public required string Client { get; init; }

    public required string Profile { get; init; }

    /// <summary>Pairwise subject of the person at the client's agency.</summary>
    public required string Approver { get; init; }

    public required DateTimeOffset AuthenticatedAt { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Nothing is signed under it from this moment on.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    public List<ApprovedDocument> Documents { get; init; } = [];
}

/// <summary>One document of an approval: rendered, not yet signed.</summary>
internal sealed class ApprovedDocument
{
    public required string ListDigest { get; init; }

    public required string Number { get; init; }

    /// <summary>Of the unsigned file, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The time that the signature will claim, whole seconds.</summary>
    public required DateTimeOffset SigningTime { get; init; }

    /// <summary>
    /// What the login's nonce must be: SHA-256, in base64url without padding, over lines of UTF-8 text, each ended by a
    /// line feed: "civic-approval-1", the salt, the profile, then for each document in order its number, digest and
    /// signing time in seconds of Unix time, apart by one blank.
    /// </summary>
    internal static string DigestOf(string salt, string profile, IEnumerable<ApprovedDocument> documents)
    {
        var text = new StringBuilder($"civic-approval-1\n{salt}\n{profile}\n");
        foreach (var document in documents)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"{document.Number} {document.Sha256} {document.SigningTime.ToUnixTimeSeconds()}\n");
        }

        return Base64UrlEncoder.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
