namespace Civic.Signing.Keys;

/// <summary>A key on a PKCS#11 token, a smart card or a hardware security module.</summary>
internal sealed record Pkcs11Options
{
    /// <summary>The token's label.</summary>
    public string Token { get; set; } = "";

    /// <summary>The private key's label.</summary>
    public string Object { get; set; } = "";

    /// <summary>File that holds the PIN and nothing else, for the owner alone.</summary>
    public string PinFile { get; set; } = "";
}

/// <summary>A key at a remote signing service that speaks the Cloud Signature Consortium's API v2.</summary>
internal sealed record RemoteKeyOptions
{
    /// <summary>Up to and with /csc/v2; the sandbox's own service where empty.</summary>
    public string? Address { get; set; }

    public string ClientId { get; set; } = "";

    /// <summary>File that holds this client's secret, for the owner alone.</summary>
    public string SecretFile { get; set; } = "";

    /// <summary>credentialID of the key.</summary>
    public string Credential { get; set; } = "";

    /// <summary>File that holds the PIN that authorizes the credential, for the owner alone.</summary>
    public string PinFile { get; set; } = "";

    /// <summary>How long one call may take, in milliseconds.</summary>
    public int TimeoutMs { get; set; } = 10_000;
}
