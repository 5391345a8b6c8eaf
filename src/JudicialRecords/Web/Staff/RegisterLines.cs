using System.Globalization;
using System.Text;
using Civic.JudicialRecords.Certificates;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Identity;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Web.Staff;

internal static class RegisterAccess
{
    /// <summary>Clerk or leader, level 2.</summary>
    internal const string Policy = "judicial:register";
}

/// <summary>What the register is searched by; a number as printed or its figures alone.</summary>
internal sealed record RegisterSearch
{
    public string? Number { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    /// <summary>Whether it is a number as printed, 12/LLTP-STP, or its figures alone.</summary>
    internal static bool IsNumber(string typed) =>
        typed.Split('/')[0] is { Length: > 0 and <= 9 } figures && figures.All(char.IsAsciiDigit);
}

internal sealed record RegisterLine(
    Guid DossierId,
    string Number,
    DateOnly Date,
    CertificateKind Kind,
    string Name,
    string Signer,
    string Code,
    DateTimeOffset? IssuedAt
);

internal static class RegisterLines
{
    /// <summary>On a page; an export holds more.</summary>
    internal const int Shown = 100;
    internal const int Exported = 5000;

    /// <summary>Behind a beginning, it is above all that begin so.</summary>
    internal const char AfterAll = '\uffff';

    /// <summary>Certificates of every year that bear this number; a range of the index.</summary>
    internal static IQueryable<Certificate> OfNumber(IQueryable<Certificate> certificates, string typed)
    {
        var from = typed.Contains('/', StringComparison.Ordinal) ? typed : typed + "/";
        var to = from + AfterAll;
        return certificates.Where(
            c => c.PrintedNumber.CompareTo(from) >= 0 && c.PrintedNumber.CompareTo(to) < 0);
    }

    /// <returns>The newest first.</returns>
    internal static async Task<IReadOnlyList<RegisterLine>> FindAsync(
        JudicialDbContext database,
        RegisterSearch search,
        int most,
        CancellationToken cancellation
    )
    {
        var certificates = database.Certificates.AsNoTracking();
        if (search.From is { } from)
        {
            certificates = certificates.Where(c => c.IssueDate >= from);
        }

        if (search.To is { } to)
        {
            certificates = certificates.Where(c => c.IssueDate <= to);
        }

        if (search.Number?.Trim() is { Length: > 0 } number)
        {
            certificates = OfNumber(certificates, number);
        }

        var rows = await (
            from c in certificates
            join d in database.Dossiers.AsNoTracking() on c.DossierId equals d.Id
            orderby c.SigningTime descending
            select new { Certificate = c, d.Code }
        )
            .Take(most)
            .ToListAsync(cancellation);
        return
        [
            .. rows.Select(r => (r.Certificate, r.Code, Content: CanonicalContent.Read(r.Certificate.ContentJson)))
                .Select(r => new RegisterLine(
                    r.Certificate.DossierId,
                    r.Certificate.PrintedNumber,
                    r.Certificate.IssueDate,
                    r.Content.Kind,
                    r.Content.Person.Name,
                    r.Certificate.SignerName,
                    r.Code,
                    r.Certificate.IssuedAt
                )),
        ];
    }

    /// <summary>
    /// RFC 4180 with a byte-order mark, so that spreadsheets read Vietnamese; no cell begins a formula.
    /// </summary>
    internal static byte[] Csv(IReadOnlyList<RegisterLine> lines)
    {
        var text = new StringBuilder("Số phiếu,Ngày cấp,Loại,Họ và tên,Người ký,Mã hồ sơ,Đóng dấu lúc\r\n");
        foreach (var line in lines)
        {
            text.AppendJoin(
                    ',',
                    (
                        (string[])
                            [
                                line.Number,
                                line.Date.ToVietnamese(),
                                ((int)line.Kind).ToString(CultureInfo.InvariantCulture),
                                line.Name,
                                line.Signer,
                                line.Code,
                                line.IssuedAt?.ToVietnamese() ?? "",
                            ]
                    ).Select(Cell)
                )
                .Append("\r\n");
        }

        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    private static string Cell(string value)
    {
        var safe = value is ['=' or '+' or '-' or '@', ..] ? "'" + value : value;
        return safe.AsSpan().IndexOfAny("\",\r\n") >= 0
            ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : safe;
    }
}
