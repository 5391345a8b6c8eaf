using System.Globalization;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Reports;
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

namespace Civic.JudicialRecords.Web.Staff;

/// <summary>The quality index of a period, with charts, tables and the way to the dossiers.</summary>
[Authorize(Policy = LeadershipAccess.Policy)]
internal sealed class ReportsModel(JudicialDbContext database, PolicyPack pack, TimeProvider clock) : PageModel
{
    public QualityReport Report { get; private set; } = null!;

    public string Period => ReportFiles.Period(Report.From, Report.To);

    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static bool HasDossiers(IndexMeasure measure) => measure != IndexMeasure.ComplaintsOnTime;

    public async Task OnGetAsync(string? from, string? to, CancellationToken cancellation) =>
        Report = await QualityReport.ComputeAsync(ReportFiles.Days(database, clock, from, to), pack, cancellation);

    /// <summary>Of a bar whose whole is 100 wide.</summary>
    internal static string Width(decimal share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>A criterion with a measure that nothing in the period falls under; it is not scored.</summary>
    internal static Bilingual NothingToMeasure { get; } = new("chưa có hồ sơ nào", "nothing yet");

    /// <summary>What has no measure lies outside this system and is not scored.</summary>
    internal static Bilingual NotMeasured { get; } = new("không đo được tại đây", "not measurable here");
}

/// <summary>The dossiers behind a rate: those that missed it first.</summary>
[Authorize(Policy = LeadershipAccess.Policy)]
internal sealed class ReportDossiersModel(
    JudicialDbContext database, PolicyPack pack, TimeProvider clock, CurrentPerson person) : PageModel
{
    internal const int Shown = 500;

    public Rate Rate { get; private set; } = null!;

    public IndexCriterion Criterion { get; private set; } = null!;

    public IReadOnlyList<MeasuredDossier> Dossiers { get; private set; } = [];

    public PeriodDossiers Days { get; private set; } = null!;

    public string Period => ReportFiles.Period(Days.From, Days.To);

    public async Task<IActionResult> OnGetAsync(
        string? measure, string? from, string? to, CancellationToken cancellation)
    {
        Days = ReportFiles.Days(database, clock, from, to);
        var criterion = pack.QualityIndexes.Find(Days.To)?.Groups.SelectMany(g => g.Criteria)
            .FirstOrDefault(c => c.Measure?.ToString() == measure);
        if (criterion?.Measure is not { } known || await Days.RateAsync(known, cancellation) is not { } rate)
        {
            return NotFound();
        }

        (Rate, Criterion) = (rate, criterion);
        Dossiers = await Days.FindAsync(known, Shown, cancellation);
        database.Audit(clock, person.Subject, "report.read", criterion.Code);
        await database.SaveChangesAsync(cancellation);
        return Page();
    }
}

internal static class ReportFiles
{
    internal static void MapReportFiles(this WebApplication app) =>
        app.MapGet("/staff/reports.csv", CsvAsync)
            .RequireAuthorization(LeadershipAccess.Policy).ExcludeFromDescription();

    /// <summary>The query that leads to the same days.</summary>
    internal static string Period(DateOnly from, DateOnly to) =>
        $"from={ReportsModel.Iso(from)}&to={ReportsModel.Iso(to)}";

    /// <summary>The month so far where no days are given.</summary>
    internal static PeriodDossiers Days(JudicialDbContext database, TimeProvider clock, string? from, string? to)
    {
        var last = Day(to) ?? clock.TodayInVietnam();
        return new(database, Day(from) ?? new DateOnly(last.Year, last.Month, 1), last);
    }

    private static async Task<IResult> CsvAsync(
        string? from, string? to, JudicialDbContext database, PolicyPack pack, TimeProvider clock,
        CancellationToken cancellation) =>
        Results.File(
            ReportCsv.Of(await QualityReport.ComputeAsync(Days(database, clock, from, to), pack, cancellation)),
            "text/csv; charset=utf-8", "chat-luong-phuc-vu.csv");

    internal static DateOnly? Day(string? text) => DateOnly.TryParseExact(
        text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
