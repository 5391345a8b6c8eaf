namespace Civic.TrustServices.Authority;

/// <summary>What the sandbox's trust services are told (section Civic:Trust).</summary>
internal sealed class TrustOptions
{
    /// <summary>Key of the root and of the issuing authorities.</summary>
    public string AuthorityKey { get; set; } = "P256";

    public string OcspKey { get; set; } = "P256";

    public string TimestampKey { get; set; } = "P256";
}
