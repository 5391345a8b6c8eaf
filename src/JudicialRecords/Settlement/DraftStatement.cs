using System.Globalization;
using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Policies;
using Civic.Shared.Identity;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Settlement;

/// <summary>
/// The division head draws up the statement of a month that is over; the competent person signs it, the clerk seals it.
/// The list goes with it as CSV, named in it by its digest.
/// </summary>
internal sealed class DraftStatement(Desk desk, LedgerBooking booking, PolicyPack pack)
{
    internal const string Action = "settlement.drafted";

    /// <returns>Why not; null where it was drafted.</returns>
    internal async Task<Outcome.Refused?> RunAsync(DateOnly first, CancellationToken cancellation)
    {
        if (first.AddMonths(1) > desk.Now.DateInVietnam())
        {
            return Refusals.MonthNotOver;
        }

        await booking.RunAsync(cancellation);
        var statement = await MonthStatement.OfAsync(desk.Database, first, cancellation);
        if (await desk.Database.Papers.AnyAsync(
            p => p.Period == statement.Month && p.ClosedAt == null, cancellation))
        {
            return Refusals.StatementExists;
        }

        var paper = new Paper
        {
            Kind = PaperKind.SettlementStatement,
            AskedAt = desk.Now,
            AskedBy = desk.Officer.Subject,
            AskedByName = desk.Officer.Name,
            Period = statement.Month,
            ContentJson = LawJson.Write(Write(statement, first)),
        };
        desk.Database.Papers.Add(paper);
        desk.Database.PaperFiles.Add(new PaperFile
        {
            PaperId = paper.Id,
            Stage = PaperStage.Attachment,
            Content = statement.Csv(),
            StoredAt = desk.Now,
        });
        desk.Audit(Action, statement.Month, "ok", []);
        try
        {
            await desk.Database.SaveChangesAsync(cancellation);
            return null;
        }
        catch (DbUpdateException) when (desk.Database.Papers.Any(
            p => p.Period == statement.Month && p.ClosedAt == null))
        {
            // Two at once: the unique index on the month lets one through.
            desk.Database.ChangeTracker.Clear();
            return Refusals.StatementExists;
        }
    }

    private PaperContent Write(MonthStatement statement, DateOnly first)
    {
        var day = desk.Now.DateInVietnam();
        var authority = pack.Authorities.On(day);
        var support = pack.Support.Find(first) ?? pack.Support.Find(first.AddMonths(1).AddDays(-1));
        return new PaperContent
        {
            HeaderLines = [.. authority.HeaderLines],
            Number = "……",
            Place = authority.Place,
            IssueDate = day,
            Title = "BẢNG KÊ KINH PHÍ THÀNH PHỐ HỖ TRỢ",
            Subtitle = $"Phí cung cấp thông tin lý lịch tư pháp, tháng {first:MM/yyyy}",
            Grounds = support is null ? [] : [$"Căn cứ {support.Basis.Vi};"],
            Parts =
            [
                PaperPart.Of(
                    new PaperField("Số hồ sơ được hỗ trợ, đã giải quyết xong", Count(statement.Lines.Count)),
                    new PaperField("Tổng mức thu", statement.List.ToString()),
                    new PaperField("Miễn, giảm", statement.Waived.ToString()),
                    new PaperField("Thành phố hỗ trợ, đề nghị thanh toán", statement.City.ToString()),
                    new PaperField("Công dân nộp", statement.Citizen.ToString())),
                new PaperPart
                {
                    Heading = "Theo mức hỗ trợ",
                    Table =
                    [
                        ["Mức hỗ trợ một hồ sơ", "Số hồ sơ", "Thành tiền"],
                        .. statement.Groups.Select(
                            g => new[] { g.City.ToString(), Count(g.Dossiers), g.Together.ToString() }),
                        ["Cộng", Count(statement.Lines.Count), statement.City.ToString()],
                    ],
                },
                PaperPart.Of(
                    new PaperField(
                        "Đã ghi giảm do từ chối, rút, dừng hồ sơ trong tháng", statement.Reversed.ToString()),
                    new PaperField("Còn chờ giải quyết đến cuối tháng", statement.Pending.ToString())),
                PaperPart.Of("Mức thu bằng miễn, giảm cộng phần Thành phố hỗ trợ cộng phần công dân nộp ở từng hồ sơ. "
                    + "Danh sách từng hồ sơ kèm theo ở dạng CSV, mã kiểm tra SHA-256:"),
                PaperPart.Of(statement.Sha256[..32]),
                PaperPart.Of(statement.Sha256[32..]),
            ],
            Recipients = ["Cơ quan tài chính", "Lưu hồ sơ"],
            SignerTitles = [authority.HeadTitle],
            SignerName = "",
        };
    }

    private static string Count(int number) => number.ToString(CultureInfo.InvariantCulture);
}
