namespace Civic.TrustServices.RemoteSigning;

/// <summary>The one client of the sandbox's remote signing service, and the PIN of every credential there.</summary>
public static class SandboxSigner
{
    public const string ClientId = "civic-signing";

    public const string ClientSecret = "sandbox-secret";

    public const string Pin = "246810";
}
