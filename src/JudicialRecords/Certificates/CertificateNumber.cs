using System.Globalization;

namespace Civic.JudicialRecords.Certificates;

/// <summary>Number of a certificate, from the counter of its year; as printed and as it stands in addresses.</summary>
internal readonly record struct CertificateNumber(int Year, long Value, string Suffix)
{
    /// <summary>12/LLTP-STP</summary>
    public string Printed => string.Create(CultureInfo.InvariantCulture, $"{Value}/{Suffix}");

    /// <summary>2026-12-LLTP-STP: the printed number begins anew each year, an address never does.</summary>
    public string InAddresses => string.Create(CultureInfo.InvariantCulture, $"{Year}-{Value}-{Suffix}");

    internal static string Series(int year) => string.Create(CultureInfo.InvariantCulture, $"certificate:{year}");
}
