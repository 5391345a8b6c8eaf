using System.Globalization;
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
    /// <param name="load">Gives the pack of that name, or refuses.</param>
    /// <returns>0 the same amounts, 1 others, 2 can't be computed again.</returns>
    internal static int Write(string code, StoredFee stored, Func<string, PolicyPack> load, TextWriter to)
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
        return Compare(record, stored, load, to);
    }

    private static void WriteFacts(string code, FeeRecord record, TextWriter to)
    {
        var facts = record.Facts;
        to.WriteLine($"Hồ sơ / dossier {code}");
        to.WriteLine(
            $"Bộ quy định / policy pack {record.Assessment.Pack}; tiếp nhận / received {facts.ReceivedOn:dd/MM/yyyy}; "
                + $"số bản giấy / paper copies {facts.PaperCopies}"
        );
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

    private static int Compare(FeeRecord record, StoredFee stored, Func<string, PolicyPack> load, TextWriter to)
    {
        FeeAssessment again;
        try
        {
            again = FeeRules.Assess(record.Facts, load(record.Assessment.Pack));
        }
        catch (Exception e) when (e is StartupRefusal or ArgumentOutOfRangeException or InvalidOperationException)
        {
            to.WriteLine($"Không tính lại được / cannot be computed again: {e.Message}");
            return CannotTell;
        }

        var same =
            LawJson.Write(again) == LawJson.Write(record.Assessment) && AmountsOf(again) == stored.Amounts;
        to.WriteLine(
            same ? "Tính lại: khớp / computed again: the same"
            : AmountsOf(again) is { } other
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"Tính lại: KHÁC / computed again: DIFFERENT: {other.List}; {other.Waived}; {other.City}; "
                        + $"{other.Citizen}"
                )
            : "Tính lại: KHÁC / computed again: DIFFERENT: not decided"
        );
        return same ? Same : Differs;
    }

    private static FeeAmounts? AmountsOf(FeeAssessment assessment) =>
        assessment is FeeAssessment.Decided d ? new(d.List, d.Waived, d.City, d.Citizen) : null;
}

internal sealed record FeeAmounts(Money List, Money Waived, Money City, Money Citizen);

/// <summary>What a dossier's row holds of its fee.</summary>
internal sealed record StoredFee(string TraceJson, bool Decided, Money List, Money Waived, Money City, Money Citizen)
{
    internal FeeAmounts? Amounts => Decided ? new(List, Waived, City, Citizen) : null;
}
