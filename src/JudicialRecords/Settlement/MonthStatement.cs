using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Identity;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Settlement;

/// <summary>A dossier whose city part became due in the month; amounts as assessed.</summary>
internal sealed record StatementLine(
    string Code, DateOnly CompletedOn, int Kind, Money List, Money Waived, Money City, Money Citizen);

/// <summary>
/// The city's support of one month: every supported dossier completed in it, each amount beside the others, and what
/// was reversed or is still pending at the month's end.
/// </summary>
internal sealed record MonthStatement(string Month, IReadOnlyList<StatementLine> Lines, Money Reversed, Money Pending)
{
    internal Money List => Sum(l => l.List);

    internal Money Waived => Sum(l => l.Waived);

    internal Money City => Sum(l => l.City);

    internal Money Citizen => Sum(l => l.Citizen);

    /// <summary>Sha-256 of the list, printed in the signed statement: the two can't be parted unseen.</summary>
    internal string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Csv()));

    /// <summary>How many dossiers the city paid the same amount for, the largest amount first.</summary>
    internal IReadOnlyList<(Money City, int Dossiers, Money Together)> Groups =>
        [.. Lines.GroupBy(l => l.City).OrderByDescending(g => g.Key)
            .Select(g => (g.Key, g.Count(), g.Key * g.Count()))];

    internal static bool TryParse(string? month, out DateOnly first) =>
        DateOnly.TryParseExact(
            month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out first);

    internal static async Task<MonthStatement> OfAsync(
        JudicialDbContext database, DateOnly first, CancellationToken cancellation)
    {
        var (since, until) = (first.MidnightInVietnam(), first.AddMonths(1).MidnightInVietnam());
        var rows = await (
            from e in database.LedgerEntries.AsNoTracking()
            where e.At >= since && e.At < until
            join d in database.Dossiers.AsNoTracking() on e.DossierId equals d.Id
            orderby d.Code
            select new { Entry = e, d.Code, d.Kind, d.FeeList, d.FeeWaived, d.FeeCity, d.FeeCitizen })
            .ToListAsync(cancellation);
        var lines = rows.Where(r => r.Entry.Cause == LedgerCause.Completed)
            .Select(r => new StatementLine(
                r.Code, r.Entry.At.DateInVietnam(), (int)r.Kind, r.FeeList, r.FeeWaived, r.FeeCity, r.FeeCitizen))
            .ToList();
        var reversed = rows.Where(r => r.Entry.Cause > LedgerCause.Completed)
            .Aggregate(Money.Zero, (sum, r) => sum - r.Entry.CityPending);
        var pending = await database.LedgerEntries.Where(e => e.At < until)
            .Select(e => e.CityPending).ToListAsync(cancellation);
        return new(
            first.ToString("yyyy-MM", CultureInfo.InvariantCulture), lines, reversed,
            pending.Aggregate(Money.Zero, (sum, p) => sum + p));
    }

    /// <summary>RFC 4180 with a byte-order mark; plain numbers, so that programs can add them up.</summary>
    internal byte[] Csv()
    {
        var text = new StringBuilder(
            "Mã hồ sơ,Ngày giải quyết xong,Loại phiếu,Mức thu,Miễn giảm,Thành phố hỗ trợ,Công dân nộp\r\n");
        foreach (var line in Lines)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"{line.Code},{line.CompletedOn:yyyy-MM-dd},{line.Kind},{line.List.Dong},{line.Waived.Dong},");
            text.Append(CultureInfo.InvariantCulture, $"{line.City.Dong},{line.Citizen.Dong}\r\n");
        }

        text.Append(CultureInfo.InvariantCulture,
            $"Cộng,,,{List.Dong},{Waived.Dong},{City.Dong},{Citizen.Dong}\r\n");
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    private Money Sum(Func<StatementLine, Money> amount) =>
        Lines.Aggregate(Money.Zero, (sum, line) => sum + amount(line));
}
