using System.Globalization;
using System.Text;
using Civic.JudicialRecords.Reports.Portal;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Audit;
using Civic.Shared.Identity;
using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Web.Staff;

/// <param name="Finding">What was found.</param>
/// <param name="Code">Of its dossier.</param>
internal sealed record ComparedDossier(PortalFinding Finding, string Code);

/// <summary>Whether every dossier stands at the national portal as it does here, and which do not.</summary>
[Authorize(Policy = LeadershipAccess.Policy)]
internal sealed class PortalRunsModel(JudicialDbContext database, CurrentPerson person, TimeProvider clock) : PageModel
{
    internal const int Shown = 500;
    private const int Listed = 30;

    public IReadOnlyList<PortalRun> Runs { get; private set; } = [];

    public PortalRun? Run { get; private set; }

    public IReadOnlyDictionary<(FindingKind Kind, bool Repaired), int> Counts { get; private set; } =
        new Dictionary<(FindingKind, bool), int>();

    public IReadOnlyList<ComparedDossier> Found { get; private set; } = [];

    public Bilingual? Warned { get; private set; }

    public DateOnly From { get; private set; }

    public DateOnly To { get; private set; }

    public int ToCompare => Counts.GetValueOrDefault((FindingKind.ToCompare, false));

    public int Different => Counts.Where(c => c.Key.Kind != FindingKind.ToCompare).Sum(c => c.Value);

    public int Open => Counts.Where(c => c.Key.Kind != FindingKind.ToCompare && !c.Key.Repaired).Sum(c => c.Value);

    public async Task<IActionResult> OnGetAsync(Guid? run, CancellationToken cancellation)
    {
        await LoadAsync(run, cancellation);
        return run is not null && Run is null ? NotFound() : Page();
    }

    public async Task<IActionResult> OnPostAsync(
        string? from, string? to, [FromServices] BeginRun begin, CancellationToken cancellation)
    {
        switch (ReportFiles.Day(from) is { } first && ReportFiles.Day(to) is { } last
            ? await begin.AskedAsync(first, last, person.Subject, cancellation)
            : new BeginResult.WrongDays())
        {
            case BeginResult.Begun(var id):
                return new SeeOther($"/staff/reports/portal?run={id}");
            case BeginResult.UnderWay(var id):
                Warned = new(
                    "Đang có một lần đối soát chạy. Hãy chờ nó xong rồi bắt đầu lần mới.",
                    "A comparison is under way. Wait for its end, then begin another.");
                Response.StatusCode = StatusCodes.Status409Conflict;
                await LoadAsync(id, cancellation);
                return Page();
            default:
                Warned = new(
                    "Khoảng ngày không dùng được: ngày đầu không sau ngày cuối, ngày cuối không sau hôm nay, nhiều "
                        + "nhất 366 ngày. Hãy chọn lại.",
                    "These days can't be used: the first not after the last, the last not after today, at most 366 "
                        + "days. Choose again.");
                Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                await LoadAsync(null, cancellation);
                return Page();
        }
    }

    private async Task LoadAsync(Guid? run, CancellationToken cancellation)
    {
        To = From = clock.TodayInVietnam().AddDays(-1);
        Runs = await database.PortalRuns.AsNoTracking().OrderByDescending(r => r.BegunAt).Take(Listed)
            .ToListAsync(cancellation);
        Run = run is { } asked
            ? Runs.FirstOrDefault(r => r.Id == asked)
                ?? await database.PortalRuns.AsNoTracking().SingleOrDefaultAsync(r => r.Id == asked, cancellation)
            : Runs.Count > 0 ? Runs[0] : null;
        if (Run is { Id: var id })
        {
            Counts = (await database.PortalFindings.Where(f => f.RunId == id)
                    .GroupBy(f => new { f.Standing, Repaired = f.RepairedAt != null })
                    .Select(g => new { g.Key.Standing, g.Key.Repaired, Count = g.Count() }).ToListAsync(cancellation))
                .ToDictionary(c => (c.Standing, c.Repaired), c => c.Count);
            Found = await PortalRunFiles.FoundAsync(database, id, Shown, cancellation);
        }
    }
}

internal static class PortalRunFiles
{
    internal static void MapPortalRunFiles(this WebApplication app) =>
        app.MapGet("/staff/reports/portal.csv", CsvAsync)
            .RequireAuthorization(LeadershipAccess.Policy).ExcludeFromDescription();

    /// <summary>What still differs first.</summary>
    internal static async Task<List<ComparedDossier>> FoundAsync(
        JudicialDbContext database, Guid run, int most, CancellationToken cancellation) =>
        await database.PortalFindings.AsNoTracking()
            .Where(f => f.RunId == run && f.Standing != FindingKind.ToCompare)
            .Join(database.Dossiers.AsNoTracking(), f => f.DossierId, d => d.Id, (f, d) => new { f, d.Code })
            .OrderBy(x => x.f.RepairedAt != null).ThenBy(x => x.f.Standing).ThenBy(x => x.Code)
            .Take(most).Select(x => new ComparedDossier(x.f, x.Code)).ToListAsync(cancellation);

    private static async Task<IResult> CsvAsync(
        Guid run, JudicialDbContext database, CurrentPerson person, TimeProvider clock, CancellationToken cancellation)
    {
        if (!await database.PortalRuns.AnyAsync(r => r.Id == run, cancellation))
        {
            return Results.NotFound();
        }

        var found = await FoundAsync(database, run, int.MaxValue, cancellation);
        database.Audit(clock, person.Subject, "reconciliation.exported", run.ToString());
        await database.SaveChangesAsync(cancellation);
        return Results.File(Csv(found), "text/csv; charset=utf-8", "doi-soat-cong-quoc-gia.csv");
    }

    /// <summary>RFC 4180 with a byte-order mark; what the portal said is quoted, whatever it is.</summary>
    private static byte[] Csv(IEnumerable<ComparedDossier> found)
    {
        var text = new StringBuilder("Hồ sơ,Tình trạng,Tại đây,Tại Cổng,Chờ từ,Số lần gửi,Mã trả lời,Khớp lại\r\n");
        foreach (var (finding, code) in found)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"{code},{finding.Standing.Name().Vi},{finding.Ours},{Quoted(finding.Theirs)},");
            text.Append(CultureInfo.InvariantCulture,
                $"{finding.WaitingSince?.ToVietnamese()},{finding.Attempts},{Quoted(finding.LastAnswer)},");
            text.Append(CultureInfo.InvariantCulture, $"{finding.RepairedAt?.ToVietnamese()}\r\n");
        }

        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    /// <summary>With an apostrophe before what a spreadsheet would take for a formula.</summary>
    private static string Quoted(string? text) => string.IsNullOrEmpty(text) ? ""
        : $"\"{("=+-@\t\r".Contains(text[0]) ? "'" : "")}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
