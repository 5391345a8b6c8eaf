using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Civic.JudicialRecords.Policies;
using Civic.Shared.Hosting;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Fees;

/// <summary>
/// `policy simulate PACK FROM TO FORMAT DATA [POSTGRES]`: what a draft would have come to over past dossiers, by the
/// month of reception; FORMAT is `table` or `json`.
/// </summary>
internal static class SimulateCommand
{
    private const int Computed = 0;
    private const int CannotTell = 2;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    internal static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is not [var packName, var first, var last, var format, var data, .. var rest]
            || !TryDate(first, out var from) || !TryDate(last, out var to) || to < from)
        {
            await Console.Error.WriteLineAsync(
                "Name a pack and two days as yyyy-MM-dd, the first not after the last: "
                    + "./civic policy simulate --pack FILE --from 2024-06-01 --to 2024-12-31");
            return CannotTell;
        }

        try
        {
            var draft = PolicyLoader.Load(packName);
            await using var rows = await FeeRows.OpenAsync(data, rest is [var server, ..] ? server : null);
            if (rows is null)
            {
                await Console.Error.WriteLineAsync($"No dossier is in {data} yet; name the data folder with --data.");
                return CannotTell;
            }

            var simulation = await RunAsync(rows, draft, from, to);
            Write(simulation, draft, format, Console.Out);
            return Computed;
        }
        catch (StartupRefusal refusal)
        {
            await Console.Error.WriteLineAsync($"The pack is not law that could be applied: {refusal.Message}");
            return CannotTell;
        }
        catch (DbException e)
        {
            await Console.Error.WriteLineAsync($"The justice service's database cannot be read: {e.Message}");
            return CannotTell;
        }
    }

    private static async Task<FeeSimulation> RunAsync(FeeRows rows, PolicyPack draft, DateOnly from, DateOnly to)
    {
        var simulation = new FeeSimulation();
        var read = 0;
        await foreach (var stored in rows.BetweenAsync(from.MidnightInVietnam(), to.AddDays(1).MidnightInVietnam()))
        {
            simulation.Add(stored, draft);
            if (++read % 10_000 == 0)
            {
                await Console.Error.WriteLineAsync(
                    string.Create(CultureInfo.InvariantCulture, $"{read} hồ sơ / dossiers"));
            }
        }

        return simulation;
    }

    private static void Write(FeeSimulation simulation, PolicyPack draft, string format, TextWriter to)
    {
        if (format == "json")
        {
            to.WriteLine(JsonSerializer.Serialize(
                new { pack = draft.Name, months = simulation.Months, total = simulation.Total }, Json));
            return;
        }

        SimulationTable.Write(simulation, draft, to);
    }

    private static bool TryDate(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
}
