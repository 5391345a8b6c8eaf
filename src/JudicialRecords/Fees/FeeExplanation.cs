using System.Text.Json;
using Civic.JudicialRecords.Policies;
using Civic.Shared.Hosting;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Fees;

/// <summary>
/// A stored fee in words, line by line, and whether the same facts and pack still come to the same amounts.
/// </summary>
internal static class FeeExplanation
{
    internal const int Same = 0;
    internal const int Differs = 1;
    internal const int CannotTell = 2;

    /// <param name="stored">The amounts by which the dossier is worked on.</param>
    /// <param name="find">Gives the pack that decided, or refuses.</param>
    /// <returns>0 the same amounts, 1 others, 2 can't be computed again.</returns>
    internal static async Task<int> WriteAsync(
        string code, StoredFee stored, Func<FeeAssessment, Task<DecidingPack>> find, TextWriter to)
    {
        FeeRecord record;
        try
        {
            record = LawJson.Read<FeeRecord>(stored.TraceJson);
        }
        catch (JsonException)
        {
            to.WriteLine($"{code}: không có căn cứ tính phí được lưu / no stored fee trace");
            return CannotTell;
        }

        WriteFacts(code, record, to);
        foreach (var line in record.Assessment.Trace)
        {
            WriteLine(line, to);
        }

        WriteAmounts(stored, to);
        return await CompareAsync(record, stored, find, to);
    }

    private static void WriteFacts(string code, FeeRecord record, TextWriter to)
    {
        var facts = record.Facts;
        to.WriteLine($"Hồ sơ / dossier {code}");
        to.WriteLine(
            $"Bộ quy định / policy pack {record.Assessment.Pack}; tiếp nhận / received {facts.ReceivedOn:dd/MM/yyyy}; "
                + $"số bản giấy / paper copies {facts.PaperCopies}"
        );
        if (record.Assessment.PackDigest is { } digest)
        {
            to.WriteLine($"Văn bản của bộ quy định / text of the pack: SHA-256 {digest}");
        }

        to.WriteLine();
    }

    private static void WriteLine(FeeLine line, TextWriter to)
    {
        var amount = line.Amount == Money.Zero ? "" : line.Amount.ToString();
        to.WriteLine($"{amount,12}  {line.Basis.Vi}{(line.Flag ? " [giả định / assumption]" : "")}");
        to.WriteLine($"{"",12}  {line.Basis.En}");
        to.WriteLine($"{"",12}  {line.Clause}; chứng cứ / evidence: {line.Evidence}");
    }

    private static void WriteAmounts(StoredFee stored, TextWriter to)
    {
        to.WriteLine();
        to.WriteLine(
            stored.Decided
                ? $"Mức phí / list {stored.List}; miễn, giảm / waived {stored.Waived}; Thành phố hỗ trợ / city "
                    + $"{stored.City}; công dân nộp / citizen {stored.Citizen}"
                : "Chưa xác định được phí / the fee is not decided yet"
        );
    }

    private static async Task<int> CompareAsync(
        FeeRecord record, StoredFee stored, Func<FeeAssessment, Task<DecidingPack>> find, TextWriter to)
    {
        FeeAgain again;
        try
        {
            var by = await find(record.Assessment);
            again = FeeAgain.Compute(record, stored.Amounts, by.Pack);
            if (by.IsTodays)
            {
                to.WriteLine(
                    "Hồ sơ không ghi văn bản nào của bộ quy định; tính lại theo tệp hiện nay / the dossier does not "
                        + "say which text of the pack decided; computed again by today's text");
            }
        }
        catch (Exception e)
            when (e is StartupRefusal or PolicyGapException or ArgumentOutOfRangeException or InvalidOperationException)
        {
            to.WriteLine($"Không tính lại được / cannot be computed again: {e.Message}");
            return CannotTell;
        }

        to.WriteLine(
            again.IsSame ? "Tính lại: khớp / computed again: the same"
            : again.Amounts is { } other
                ? $"Tính lại: KHÁC / computed again: DIFFERENT: {other.List}; {other.Waived}; {other.City}; "
                    + $"{other.Citizen}"
            : "Tính lại: KHÁC / computed again: DIFFERENT: not decided");
        return again.IsSame ? Same : Differs;
    }
}

internal sealed record FeeAmounts(Money List, Money Waived, Money City, Money Citizen);

/// <summary>What a dossier's row holds of its fee.</summary>
internal sealed record StoredFee(string TraceJson, bool Decided, Money List, Money Waived, Money City, Money Citizen)
{
    internal FeeAmounts? Amounts => Decided ? new(List, Waived, City, Citizen) : null;
}
