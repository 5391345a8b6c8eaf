using System.Diagnostics;
using Civic.AppHost.House;
using Civic.AppHost.Up;
using Civic.Browsing;

namespace Civic.AppHost.Demo;

/// <summary>The whole journey on a house of its own: two certificates, a signed summary, a clinic's readings.</summary>
internal static class DemoCommand
{
    internal static async Task<int> RunAsync(string folder, bool keep, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var data = Directory.CreateTempSubdirectory("civic-demo-");
        try
        {
            await RunAsync(new HouseSettings { Data = data.FullName }, folder, keep, cancellation);
        }
        catch (BrowsingException failure)
        {
            throw new HouseFailure($"{failure.Message} Logs are kept in {data.FullName}/logs.");
        }
        catch (HouseFailure failure)
        {
            throw new HouseFailure($"{failure.Message} Logs are kept in {data.FullName}/logs.");
        }

        data.Delete(recursive: true);
        return 0;
    }

    private static async Task RunAsync(HouseSettings settings, string folder, bool keep, CancellationToken cancellation)
    {
        await using var house = await RunningHouse.StartAsync(settings, cancellation);
        var journey = Stopwatch.StartNew();
        var report = await WalkAsync(house, folder, cancellation);
        await report.WriteAsync(folder, cancellation);
        foreach (var dossier in report.Dossiers)
        {
            Console.WriteLine(
                $"{dossier.Code} {dossier.Kind} for {dossier.Persona}: citizen pays {dossier.Fee.Citizen}, "
                    + $"states {string.Join(" ", dossier.States.Select(s => s.State))}"
            );
        }

        Console.WriteLine(
            $"Clinic's readings: {report.Health.ReadBeforeConsent} before consent, "
                + $"{report.Health.ReadWithConsent} with it, {report.Health.ReadAfterWithdrawal} after its withdrawal"
        );
        Console.WriteLine(
            $"Ready after {house.ReadyAfter.TotalSeconds:0.0} s, the journey took "
                + $"{journey.Elapsed.TotalSeconds:0.0} s; files in {folder}"
        );
        if (keep)
        {
            UpCommand.WriteAddresses(house);
            Console.WriteLine($"Data and logs: {settings.Data}");
            Console.WriteLine("kept");
            await KeepAsync(house, cancellation);
        }
    }

    /// <summary>Everybody does their part on a house that stands; files go into the folder.</summary>
    internal static async Task<DemoReport> WalkAsync(RunningHouse house, string folder, CancellationToken cancellation)
    {
        var seconds = new Dictionary<string, double> { ["ready"] = Rounded(house.ReadyAfter) };
        var all = Stopwatch.StartNew();
        using var first = new CitizenJourney(house, new Wish("an", 1, 0, "work"), folder);
        using var second = new CitizenJourney(house, new Wish("cuong", 2, 13, "own-record"), folder);
        var health = new HealthJourney(house, folder).WalkAsync(cancellation);
        await Task.WhenAll(first.AskAsync(cancellation), second.AskAsync(cancellation));
        seconds["asked"] = Rounded(all.Elapsed);
        using (var staff = new StaffJourney(house))
        {
            await staff.WorkAsync([first.Code, second.Code], cancellation);
        }

        seconds["worked"] = Rounded(all.Elapsed);
        var dossiers = new[] { await first.CollectAsync(cancellation), await second.CollectAsync(cancellation) };
        seconds["collected"] = Rounded(all.Elapsed);
        var read = await health;
        using var http = new HttpClient();
        await File.WriteAllBytesAsync(
            Path.Combine(folder, "trust-root.pem"),
            await http.GetByteArrayAsync($"{house.Addresses["signing"]}/trust-root.pem", cancellation),
            cancellation
        );
        seconds["journey"] = Rounded(all.Elapsed);
        return new DemoReport(dossiers, read, seconds);
    }

    private static async Task KeepAsync(RunningHouse house, CancellationToken cancellation)
    {
        try
        {
            await house.FirstEndedAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C is how a kept house ends.
        }
    }

    private static double Rounded(TimeSpan time) => Math.Round(time.TotalSeconds, 2);
}
