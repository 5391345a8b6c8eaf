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

    public string Period => ReportFiles.Period(Report.Facts);

    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public bool HasDossiers(IndexMeasure measure) => QualityReport.RateOf(measure, Report.Facts) is not null;

    public async Task OnGetAsync(string? from, string? to, CancellationToken cancellation) =>
        Report = await ReportFiles.ComputeAsync(database, pack, clock, from, to, cancellation);

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

    public PeriodFacts Facts { get; private set; } = null!;

    public string Period => ReportFiles.Period(Facts);

    public async Task<IActionResult> OnGetAsync(
        string? measure, string? from, string? to, CancellationToken cancellation)
    {
        var report = await ReportFiles.ComputeAsync(database, pack, clock, from, to, cancellation);
        var criterion = report.Groups.SelectMany(g => g.Criteria).Select(c => c.Criterion)
            .FirstOrDefault(c => c.Measure?.ToString() == measure);
        if (criterion?.Measure is not { } known || QualityReport.RateOf(known, report.Facts) is not { } rate)
        {
            return NotFound();
        }

        (Rate, Criterion, Facts) = (rate, criterion, report.Facts);
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
    internal static string Period(PeriodFacts facts) =>
        $"from={ReportsModel.Iso(facts.From)}&to={ReportsModel.Iso(facts.To)}";

    /// <summary>The month so far where no days are given.</summary>
    internal static async Task<QualityReport> ComputeAsync(
        JudicialDbContext database, PolicyPack pack, TimeProvider clock, string? from, string? to,
        CancellationToken cancellation)
    {
        var today = clock.TodayInVietnam();
        var last = Day(to) ?? today;
        var first = Day(from) ?? new DateOnly(last.Year, last.Month, 1);
        return QualityReport.Of(await PeriodFacts.LoadAsync(database, first, last, cancellation), pack);
    }

    private static async Task<IResult> CsvAsync(
        string? from, string? to, JudicialDbContext database, PolicyPack pack, TimeProvider clock,
        CancellationToken cancellation) =>
        Results.File(
            ReportCsv.Of(await ComputeAsync(database, pack, clock, from, to, cancellation)),
            "text/csv; charset=utf-8", "chat-luong-phuc-vu.csv");

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(
        text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
