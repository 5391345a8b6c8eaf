using System.Globalization;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Storage;

namespace Civic.JudicialRecords.Papers;

/// <summary>Number of a paper from its own counter of the year; as printed and as it stands in addresses.</summary>
/// <param name="Printed">12/QĐ-STP</param>
/// <param name="InAddresses">2026-12-QD-STP</param>
internal sealed record PaperNumber(string Printed, string InAddresses)
{
    internal static async Task<PaperNumber> NextAsync(
        JudicialDbContext database, PaperKind kind, DateOnly day, IssuingAuthority authority,
        CancellationToken cancellation)
    {
        var (printed, plain) = Abbreviation(kind);
        // The agency's own abbreviation stands behind the kind: LLTP-STP of the certificates, QĐ-STP of a decision.
        var agency = authority.NumberSuffix.Split('-')[^1];
        var value = await database.NextAsync(
            string.Create(CultureInfo.InvariantCulture, $"paper-{plain}:{day.Year}"), cancellation);
        return new(
            string.Create(CultureInfo.InvariantCulture, $"{value}/{printed}-{agency}"),
            string.Create(CultureInfo.InvariantCulture, $"{day.Year}-{value}-{plain}-{agency}"));
    }

    /// <summary>Of a receipt, or of a notice that cancels one: printed and looked up as the books have it.</summary>
    internal static PaperNumber OfBooks(string number) => new(number, number);

    private static (string Printed, string Plain) Abbreviation(PaperKind kind) => kind switch
    {
        PaperKind.AppointmentSlip => ("TNHS", "TNHS"),
        PaperKind.RefusalNotice => ("TBTC", "TBTC"),
        PaperKind.Apology => ("PXL", "PXL"),
        PaperKind.SettlementStatement => ("BK", "BK"),
        _ => ("QĐ", "QD"),
    };
}
