using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Civic.JudicialRecords.Certificates;
using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Tests.Web.Staff;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Tests.Papers;

/// <summary>What tests of papers do and read.</summary>
internal static class ThePapers
{
    internal static Task<Paper> IssuedAsync(StaffHouse house, Guid? dossier, PaperKind kind) =>
        WaitAsync(house, dossier, kind, p => p.IssuedAt is not null);

    internal static async Task<Paper> WaitAsync(
        StaffHouse house, Guid? dossier, PaperKind kind, Func<Paper, bool> reached)
    {
        Paper? last = null;
        for (var i = 0; i < 600; i++)
        {
            last = await house.QueryAsync(d => d.Papers.AsNoTracking()
                .Where(p => p.DossierId == dossier && p.Kind == kind)
                .OrderByDescending(p => p.AskedAt).FirstOrDefaultAsync());
            if (last is not null && reached(last))
            {
                return last;
            }

            if (last?.WaitsFor == SigningClient.SigningUnavailable)
            {
                // On a busy machine a call may run out of time; the clock of these tests passes only by hand.
                house.Clock.Advance(TimeSpan.FromSeconds(2));
            }

            await Task.Delay(50);
        }

        throw new TimeoutException(last is null
            ? $"There is no {kind}."
            : $"{kind} is still at {PaperTurns.Of(last)}, waits for {last.WaitsFor ?? "nothing"}.");
    }

    internal static Task<byte[]> FileAsync(StaffHouse house, Paper paper) => house.QueryAsync(d => d.PaperFiles
        .Where(f => f.PaperId == paper.Id && f.Stage <= PaperStage.Sealed)
        .OrderByDescending(f => f.Stage).Select(f => f.Content).FirstAsync());

    /// <summary>The clerk seals every paper that waits.</summary>
    internal static async Task SealsAsync(StaffHouse house, StaffSteps staff)
    {
        var clerk = await staff.AsAsync("van-thu");
        var page = await clerk.GoAsync(house.Judicial.Address + "/staff/seals");
        (await page.MustBe().Form("form[action$='handler=Papers']").SendAsync()).MustBe();
    }

    /// <summary>What anybody is told who uploads the file.</summary>
    internal static async Task<(string Issued, string Status)> ValidateAsync(StaffHouse house, byte[] pdf)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(pdf), "file", "file.pdf" } };
        using var answer = await house.Signing.Http.PostAsync("/validations", form);
        var report = await answer.Content.ReadFromJsonAsync<JsonElement>();
        if (report.GetProperty("verdict").GetString() != "TOTAL-PASSED")
        {
            throw new InvalidOperationException(report.ToString());
        }

        return (report.GetProperty("issued").GetString()!, report.GetProperty("status").GetString()!);
    }

    internal static async Task<string[]> SignaturesAsync(byte[] pdf)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, pdf);
            using var reader = Process.Start(
                new ProcessStartInfo("pdfsig", ["-nocert", file]) { RedirectStandardOutput = true })!;
            var text = await reader.StandardOutput.ReadToEndAsync();
            return [.. text.Split('\n')
                .Where(l => l.Contains("Signature Field Name", StringComparison.Ordinal))
                .Select(l => l[(l.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim())];
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>The database refuses the commit that would store such a file.</summary>
    internal static Task<int> RefuseFilesAsync(StaffHouse house, PaperStage stage) => house.QueryAsync(d =>
        d.Database.ExecuteSqlRawAsync(
            d.Database.IsNpgsql()
                ? $"""
                    CREATE FUNCTION power() RETURNS trigger LANGUAGE plpgsql AS
                        'BEGIN RAISE EXCEPTION ''the power went out''; END';
                    CREATE TRIGGER refuse BEFORE INSERT ON paper_files FOR EACH ROW
                        WHEN (NEW.stage = {(int)stage}) EXECUTE FUNCTION power();
                    """
                : $"""
                    CREATE TRIGGER refuse BEFORE INSERT ON paper_files WHEN NEW.stage = {(int)stage}
                        BEGIN SELECT RAISE(ABORT, 'the power went out'); END
                    """));

    /// <summary>Whoever orders a seal finds the row changed, as when others are always faster.</summary>
    internal static Task<int> LoseOrdersAsync(StaffHouse house) => house.QueryAsync(d =>
        d.Database.ExecuteSqlRawAsync(
            d.Database.IsNpgsql()
                ? """
                    CREATE FUNCTION lost() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
                    CREATE TRIGGER lose BEFORE UPDATE ON papers FOR EACH ROW
                        WHEN (NEW.seal_ordered_at IS NOT NULL) EXECUTE FUNCTION lost();
                    """
                : """
                    CREATE TRIGGER lose BEFORE UPDATE ON papers WHEN NEW.seal_ordered_at IS NOT NULL
                        BEGIN SELECT RAISE(IGNORE); END
                    """));

    internal static async Task AllowFilesAsync(StaffHouse house)
    {
        await house.QueryAsync(d => d.Database.ExecuteSqlRawAsync(
            d.Database.IsNpgsql() ? "DROP FUNCTION power() CASCADE" : "DROP TRIGGER refuse"));
        house.Clock.Advance(WorkQueue.Hold + TimeSpan.FromSeconds(1));
    }
}
