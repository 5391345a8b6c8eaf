using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Civic.Signing.Keys;

/// <summary>A key that never leaves its PKCS#11 token; OpenSSL's engine has digests signed there.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class TokenKey : ISigningKey
{
    private readonly HandlePool _handles;

    /// <param name="handle">Of the private key on the token.</param>
    /// <param name="scheme">Must fit the key.</param>
    /// <param name="chain">The key's certificate first, the root last.</param>
    internal TokenKey(SafeEvpPKeyHandle handle, SignatureScheme scheme, IReadOnlyList<X509Certificate2> chain)
    {
        (Scheme, Chain) = (scheme, chain);
        _handles = new HandlePool(() => Algorithm(handle, scheme));
    }

    public X509Certificate2 Certificate => Chain[0];

    public IReadOnlyList<X509Certificate2> Chain { get; }

    public SignatureScheme Scheme { get; }

    /// <summary>The framework's view of a handle; it takes a reference of its own.</summary>
    internal static AsymmetricAlgorithm Algorithm(SafeEvpPKeyHandle handle, SignatureScheme scheme) =>
        scheme.Method == SignatureMethod.Ecdsa ? new ECDsaOpenSsl(handle) : new RSAOpenSsl(handle);

    public ValueTask<byte[]> SignHashAsync(ReadOnlyMemory<byte> digest, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return ValueTask.FromResult(_handles.Sign(Scheme, digest.Span));
        }
        catch (CryptographicException e)
        {
            throw new KeyUnavailableException("the token did not sign", e);
        }
    }
}

/// <summary>OpenSSL's engine for PKCS#11 learns from the process's environment which module to load.</summary>
[UnsupportedOSPlatform("windows")]
internal static partial class Pkcs11Engine
{
    private const string Engine = "pkcs11";

    internal static void UseModule(string path) => _ = SetEnvironment("PKCS11_MODULE_PATH", path, 1);

    /// <param name="options">Token, object and PIN file.</param>
    /// <returns>A handle of the private key.</returns>
    /// <exception cref="CryptographicException">No engine, module, token or object, or a wrong PIN.</exception>
    internal static SafeEvpPKeyHandle Open(Pkcs11Options options) => SafeEvpPKeyHandle.OpenPrivateKeyFromEngine(
        // RFC 7512. The engine prints this address when it fails, so it names the PIN's file and never the PIN.
        Engine, $"pkcs11:token={Escape(options.Token)};object={Escape(options.Object)};type=private;"
            + $"pin-source={Escape(options.PinFile)}");

    private static string Escape(string text) => Uri.EscapeDataString(text);

    // Environment.SetEnvironmentVariable keeps a copy of its own, which native code does not see.
    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
