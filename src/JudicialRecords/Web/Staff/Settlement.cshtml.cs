using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Settlement;
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

/// <summary>The city's support of a month, dossier by dossier, and its signed statement.</summary>
[Authorize(Policy = LeadershipAccess.Policy)]
internal sealed class SettlementModel(
    JudicialDbContext database, LedgerBooking booking, CurrentPerson person, TimeProvider clock) : PageModel
{
    internal const int Shown = 200;

    public MonthStatement Statement { get; private set; } = null!;

    public Paper? Paper { get; private set; }

    /// <summary>Whether lines were booked into the month after its statement was drawn up.</summary>
    public bool HasChanged { get; private set; }

    public Bilingual? Told { get; private set; }

    public Bilingual? Warned { get; private set; }

    public bool MayDraft => person.Has(Roles.DivisionHead)
        && string.CompareOrdinal(Statement.Month, MonthOf(clock.TodayInVietnam())) < 0;

    public async Task OnGetAsync(string? month, string? done, CancellationToken cancellation)
    {
        Told = done is null ? null : new("Đã lập bảng kê, trình ký.", "Drawn up; it is now with the leader.");
        await LoadAsync(month, cancellation);
    }

    public async Task<IActionResult> OnPostAsync(
        string? month, [FromServices] DraftStatement draft, CancellationToken cancellation)
    {
        if (!person.Has(Roles.DivisionHead) || !MonthStatement.TryParse(month, out var first))
        {
            return Forbid();
        }

        if (await draft.RunAsync(first, cancellation) is not { } refused)
        {
            return new SeeOther($"/staff/settlement?month={month}&done=yes");
        }

        Warned = refused.Why;
        Response.StatusCode = StatusCodes.Status409Conflict;
        await LoadAsync(month, cancellation);
        return Page();
    }

    private async Task LoadAsync(string? month, CancellationToken cancellation)
    {
        var first = MonthStatement.TryParse(month, out var asked)
            ? asked
            : MonthStatement.TryParse(MonthOf(clock.TodayInVietnam()), out var now) ? now : default;
        await booking.RunAsync(cancellation);
        Statement = await MonthStatement.OfAsync(database, first, cancellation);
        Paper = await database.Papers.AsNoTracking()
            .SingleOrDefaultAsync(p => p.Period == Statement.Month && p.ClosedAt == null, cancellation);
        if (Paper is { } paper)
        {
            var kept = await SettlementFiles.KeptAsync(database, paper.Id, cancellation);
            HasChanged = kept is null || !kept.AsSpan().SequenceEqual(Statement.Csv());
        }

        database.Audit(clock, person.Subject, "settlement.read", Statement.Month);
        await database.SaveChangesAsync(cancellation);
    }

    private static string MonthOf(DateOnly day) =>
        day.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
}

internal static class SettlementFiles
{
    internal static void MapSettlementFiles(this WebApplication app) =>
        app.MapGet("/staff/settlement/{month}.csv", CsvAsync)
            .RequireAuthorization(LeadershipAccess.Policy).ExcludeFromDescription();

    internal static Task<byte[]?> KeptAsync(
        JudicialDbContext database, Guid paper, CancellationToken cancellation) =>
        database.PaperFiles.AsNoTracking()
            .Where(f => f.PaperId == paper && f.Stage == PaperStage.Attachment)
            .Select(f => f.Content).SingleOrDefaultAsync(cancellation);

    private static async Task<IResult> CsvAsync(
        string month, string? kept, JudicialDbContext database, LedgerBooking booking, CurrentPerson person,
        TimeProvider clock, CancellationToken cancellation)
    {
        if (!MonthStatement.TryParse(month, out var first))
        {
            return Results.NotFound();
        }

        await booking.RunAsync(cancellation);
        var paper = await database.Papers.AsNoTracking()
            .SingleOrDefaultAsync(p => p.Period == month && p.ClosedAt == null, cancellation);
        var csv = kept is null ? (await MonthStatement.OfAsync(database, first, cancellation)).Csv()
            : paper is null ? null
            : await KeptAsync(database, paper.Id, cancellation);
        database.Audit(clock, person.Subject, "settlement.exported", month);
        await database.SaveChangesAsync(cancellation);
        return csv is null ? Results.NotFound() : Results.File(csv, "text/csv; charset=utf-8", $"ho-tro-{month}.csv");
    }
}
