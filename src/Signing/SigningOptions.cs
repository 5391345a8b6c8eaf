using Civic.Shared.Hosting;
using Civic.Signing.Keys;
using Civic.Signing.Seal;

namespace Civic.Signing;

/// <summary>
/// Whether a profile's key stands for the competent person or for the agency (Decree 30/2020 article 5).
/// </summary>
internal enum SignerKind
{
    Person,
    Agency,
}

/// <summary>A key that one client may have used, and for which field of a document.</summary>
internal sealed record ProfileOptions
{
    public string Client { get; set; } = "";

    public SignerKind Kind { get; set; }

    /// <summary>Name on the certificate and beside the signature.</summary>
    public string SignerName { get; set; } = "";

    /// <summary>The organization on the certificate.</summary>
    public string Organization { get; set; } = "";

    /// <summary>Whether this person's key signs only what a step-up login of that person has approved.</summary>
    public bool ApprovalRequired { get; set; }

    /// <summary>Pairwise subjects who may approve; where empty, who bears the signer's name.</summary>
    public IList<string> ApproverSubjects { get; } = [];

    /// <summary>The kind of key that is made for it, and that it must have.</summary>
    public KeyKind Key { get; set; }

    /// <summary>Where the key is on a PKCS#11 token; a PKCS#12 file where neither this nor Remote is set.</summary>
    public Pkcs11Options? Pkcs11 { get; set; }

    /// <summary>Where the key is at a remote signing service.</summary>
    public RemoteKeyOptions? Remote { get; set; }

    /// <summary>How it signs; ECDSA or RSA PKCS#1 v1.5 where empty, as the key is.</summary>
    public SignatureMethod? Method { get; set; }

    /// <summary>SHA-256 where empty, SHA-384 with P-384.</summary>
    public SignatureHash? Hash { get; set; }

    /// <summary>
    /// What a document must have reached before it is given out; while others have still to sign it, B-T at most.
    /// </summary>
    public PadesLevel Level { get; set; } = PadesLevel.BLTA;

    /// <summary>Names of the files that a document may carry inside (PDF/A-3); none where empty.</summary>
    public HashSet<string> Attachments { get; } = new(StringComparer.Ordinal);

    internal SignatureScheme Scheme => new(
        Method ?? (Key.IsRsa() ? SignatureMethod.RsaPkcs1 : SignatureMethod.Ecdsa),
        Hash ?? (Key == KeyKind.P384 ? SignatureHash.Sha384 : SignatureHash.Sha256));

    /// <summary>The one field of a document that this key may fill.</summary>
    internal string Field => Kind == SignerKind.Person ? "CompetentPerson" : "Agency";
}

/// <summary>What this host is told beside its addresses (section Civic:Signing).</summary>
internal sealed class SigningOptions
{
    internal const int MaxPdfBytes = 20 * 1024 * 1024;

    /// <summary>By name; configuration adds to these or changes them.</summary>
    public Dictionary<string, ProfileOptions> Profiles { get; } = new(StringComparer.Ordinal)
    {
        ["judicial-person"] = Judicial(SignerKind.Person, "Lương Thị Ký"),
        ["judicial-deputy"] = Judicial(SignerKind.Person, "Tô Văn Thay"),
        ["judicial-agency"] = Judicial(SignerKind.Agency, "Sở Tư pháp thành phố Hà Nội"),
        ["health-agency"] = new()
        {
            Client = "health-record",
            Kind = SignerKind.Agency,
            SignerName = "Sở Y tế thành phố Hà Nội",
            Organization = "Ủy ban nhân dân thành phố Hà Nội",
        },
    };

    /// <summary>Path of the PKCS#11 module (.so) of the tokens that profiles name; one for all.</summary>
    public string? Pkcs11Module { get; set; }

    /// <summary>Address of the time-stamp service; the sandbox's own where empty.</summary>
    public string? TimestampAddress { get; set; }

    /// <summary>How long one attempt to get a time stamp may take, in milliseconds.</summary>
    public int TimestampTimeoutMs { get; set; } = 3000;

    /// <summary>How long one question for revocation data may take, in milliseconds.</summary>
    public int RevocationTimeoutMs { get; set; } = 4000;

    /// <summary>
    /// How long revocation data may be put into further documents, in minutes, where it does not end sooner: what a
    /// signer's authority learns in between is not in them.
    /// </summary>
    public int RevocationMaxAgeMinutes { get; set; } = 60;

    /// <summary>
    /// Address of the witness of the issuance log, without a trailing slash; the sandbox's own where empty there, none
    /// in production.
    /// </summary>
    public string? WitnessAddress { get; set; }

    /// <summary>
    /// How often the log's head is shown to the witness, in seconds; an hour where empty, half a minute in the sandbox.
    /// </summary>
    public int? WitnessSeconds { get; set; }

    /// <summary>How long ago the login that approves may be, in seconds.</summary>
    public int StepUpSeconds { get; set; } = 300;

    /// <summary>How long an approval lets documents be signed, in minutes.</summary>
    public int ApprovalMinutes { get; set; } = 240;

    /// <summary>PEM file of the roots that signatures must lead to; in the sandbox its own root where empty.</summary>
    public string? TrustRoots { get; set; }

    /// <summary>
    /// The operator's trust list (a JWS), by which files are judged; in the sandbox one is made where empty.
    /// </summary>
    public string? TrustList { get; set; }

    /// <summary>PEM file of the operator's public key, which must have signed the trust list.</summary>
    public string? TrustListKey { get; set; }

    /// <summary>Whether security stores also say which data belongs to which signature (VRI).</summary>
    public bool WithVri { get; set; }

    /// <summary>
    /// Draws pages: mutool, or a program with the arguments of pdftoppm; the first of the two that is there where
    /// empty, and where none is their text is compared.
    /// </summary>
    public string? PictureProgram { get; set; }

    /// <summary>File of the algorithm policy; the one that ships with the program where empty.</summary>
    public string? Algorithms { get; set; }

    internal string TimestampAddressIn(CivicSettings settings) =>
        TimestampAddress ?? settings.AddressOf("trust") + "/tsa";

    /// <exception cref="StartupRefusal">A setting is missing or contradicts another.</exception>
    internal void Check(CivicSettings settings)
    {
        foreach (var (name, profile) in Profiles)
        {
            if (profile.Client.Length == 0 || profile.SignerName.Length == 0)
            {
                throw new StartupRefusal($"Civic:Signing:Profiles:{name} needs a Client and a SignerName.");
            }

            if (settings.IsProduction && profile.Kind == SignerKind.Person && !profile.ApprovalRequired)
            {
                throw new StartupRefusal($"Civic:Signing:Profiles:{name}:ApprovalRequired must be true outside the "
                    + "sandbox: a person's key signs only what that person has approved.");
            }

            if (!profile.Scheme.Fits(profile.Key))
            {
                throw new StartupRefusal(
                    $"Civic:Signing:Profiles:{name}: a key {profile.Key} can't sign by {profile.Scheme.Method}.");
            }
        }

        if (settings.IsProduction
            && (TimestampAddress is null || TrustRoots is null || TrustList is null || TrustListKey is null))
        {
            throw new StartupRefusal("Civic:Signing:TimestampAddress, :TrustRoots, :TrustList and :TrustListKey "
                + "must be set outside the sandbox.");
        }
    }

    private static ProfileOptions Judicial(SignerKind kind, string name) => new()
    {
        Client = "judicial-records",
        Kind = kind,
        SignerName = name,
        Organization = kind == SignerKind.Person ? "Sở Tư pháp thành phố Hà Nội" : "Ủy ban nhân dân thành phố Hà Nội",
        ApprovalRequired = kind == SignerKind.Person,
    };
}
