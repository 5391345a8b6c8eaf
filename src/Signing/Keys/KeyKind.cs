using System.Security.Cryptography;

namespace Civic.Signing.Keys;

/// <summary>The kinds of key that documents are signed with: NIST curves, or RSA with so many bits.</summary>
internal enum KeyKind
{
    P256,
    P384,
    Rsa2048,
    Rsa3072,
    Rsa4096,
}

internal static class KeyKinds
{
    internal static bool IsRsa(this KeyKind kind) => kind is KeyKind.Rsa2048 or KeyKind.Rsa3072 or KeyKind.Rsa4096;

    /// <summary>Makes a new key of this kind in memory.</summary>
    internal static AsymmetricAlgorithm Create(this KeyKind kind) => kind switch
    {
        KeyKind.P256 => ECDsa.Create(ECCurve.NamedCurves.nistP256),
        KeyKind.P384 => ECDsa.Create(ECCurve.NamedCurves.nistP384),
        KeyKind.Rsa2048 => RSA.Create(2048),
        KeyKind.Rsa3072 => RSA.Create(3072),
        KeyKind.Rsa4096 => RSA.Create(4096),
        _ => throw new System.Diagnostics.UnreachableException($"A key of the unknown kind {(int)kind}."),
    };
}
