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
    private const int Most = 5000;

    internal static async Task<IReadOnlyList<RegisterLine>> FindAsync(
        JudicialDbContext database,
        RegisterSearch search,
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
            var prefix = number.Contains('/', StringComparison.Ordinal) ? number : number + "/";
            certificates = certificates.Where(c => c.PrintedNumber == number || c.PrintedNumber.StartsWith(prefix));
        }

        var rows = await (
            from c in certificates
            join d in database.Dossiers.AsNoTracking() on c.DossierId equals d.Id
            orderby c.SigningTime descending
            select new { Certificate = c, d.Code }
        )
            .Take(Most)
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
