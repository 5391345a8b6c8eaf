namespace Civic.Signing.Validation;

/// <summary>ETSI EN 319 102-1, 5.1.3. The default is the failure.</summary>
internal enum Indication
{
    TotalFailed,
    Indeterminate,
    TotalPassed,
}

/// <summary>ETSI EN 319 102-1, table 6, spelled as there.</summary>
internal static class SubIndication
{
    internal const string FormatFailure = "FORMAT_FAILURE";
    internal const string HashFailure = "HASH_FAILURE";
    internal const string SigCryptoFailure = "SIG_CRYPTO_FAILURE";
    internal const string Revoked = "REVOKED";
    internal const string NotYetValid = "NOT_YET_VALID";
    internal const string SigConstraintsFailure = "SIG_CONSTRAINTS_FAILURE";
    internal const string ChainConstraintsFailure = "CHAIN_CONSTRAINTS_FAILURE";
    internal const string CryptoConstraintsFailure = "CRYPTO_CONSTRAINTS_FAILURE";
    internal const string CryptoConstraintsFailureNoPoe = "CRYPTO_CONSTRAINTS_FAILURE_NO_POE";
    internal const string TimestampOrderFailure = "TIMESTAMP_ORDER_FAILURE";
    internal const string NoSigningCertificateFound = "NO_SIGNING_CERTIFICATE_FOUND";
    internal const string NoCertificateChainFound = "NO_CERTIFICATE_CHAIN_FOUND";
    internal const string NoCertificateChainFoundNoPoe = "NO_CERTIFICATE_CHAIN_FOUND_NO_POE";
    internal const string OutOfBoundsNoPoe = "OUT_OF_BOUNDS_NO_POE";
    internal const string RevokedNoPoe = "REVOKED_NO_POE";
    internal const string RevokedCaNoPoe = "REVOKED_CA_NO_POE";
    internal const string TryLater = "TRY_LATER";
}

internal static class IndicationNames
{
    internal const string NoSignature = "NO-SIGNATURE";

    internal static string Name(this Indication indication) => indication switch
    {
        Indication.TotalPassed => "TOTAL-PASSED",
        Indication.Indeterminate => "INDETERMINATE",
        _ => "TOTAL-FAILED",
    };
}

/// <summary>How one signature was judged, until proven otherwise a failure.</summary>
internal sealed record Judgement(Indication Indication, string? SubIndication)
{
    internal static readonly Judgement Passed = new(Indication.TotalPassed, null);

    internal bool IsPassed => Indication == Indication.TotalPassed;

    internal static Judgement Failed(string why) => new(Indication.TotalFailed, why);

    internal static Judgement Open(string why) => new(Indication.Indeterminate, why);
}
