using Civic.Signing.Keys;
using Civic.Signing.Seal;

namespace Civic.Signing.Tests.Judges;

/// <summary>One combination: how the key signs, the level, and how many signed.</summary>
/// <param name="Key">Such as "P256" or "Rsa3072-Pss".</param>
/// <param name="Services">How the authorities, the responder and the time-stamp service sign.</param>
public sealed record Combination(string Key, string Level, int Signatures, string Services = "P256")
{
    internal const string RsaServices = "Rsa3072";


    internal static readonly string[] Keys =
        ["P256", "P384", "Rsa2048", "Rsa3072", "Rsa4096", "Rsa2048-Pss", "Rsa3072-Pss", "Rsa4096-Pss"];

    internal string FileName => $"{Key}-{Level}-{Signatures}-by-{Services}.pdf";

    internal KeyKind Kind => Enum.Parse<KeyKind>(Key.Split('-')[0]);

    internal bool IsPss => Key.EndsWith("-Pss", StringComparison.Ordinal);

    internal PadesLevel Pades => PadesLevels.Parse(Level);

    /// <summary>Longer digests with the longer keys, so that each digest is judged too.</summary>
    internal SignatureScheme Scheme => new(
        IsPss ? SignatureMethod.RsaPss : Kind.IsRsa() ? SignatureMethod.RsaPkcs1 : SignatureMethod.Ecdsa,
        Kind switch
        {
            KeyKind.P384 => SignatureHash.Sha384,
            KeyKind.Rsa4096 => SignatureHash.Sha512,
            _ => SignatureHash.Sha256,
        });

    public override string ToString() => $"{Key} {Level} x{Signatures} by {Services}";

    /// <summary>All with services that sign by ECDSA; every key also with RSA services.</summary>
    internal static IEnumerable<Combination> All =>
    [
        .. from key in Keys
           from level in (string[])["B-B", "B-T", "B-LT", "B-LTA"]
           from signatures in (int[])[1, 2]
           select new Combination(key, level, signatures),
        .. Keys.Select(key => new Combination(key, "B-T", 1, RsaServices)),
        .. Keys.Select(key => new Combination(key, "B-LTA", 2, RsaServices)),
    ];
}
