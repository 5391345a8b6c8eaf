using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Civic.Fuzz.Bench;
using Civic.Signing.Tests.Fuzz;

// Arguments: seed, number of inputs, the file for the rows.
if (args is not [var seed, var count, var file])
{
    Console.Error.WriteLine("Run it by ./civic bench fuzz.");
    return 2;
}

var inputs = int.Parse(count, CultureInfo.InvariantCulture);
var clock = Stopwatch.StartNew();
var result = FuzzRun.Run(ulong.Parse(seed, CultureInfo.InvariantCulture), inputs, done =>
{
    if (done % (inputs / 20) == 0)
    {
        Console.Error.WriteLine($"{done} inputs, {clock.Elapsed.TotalSeconds:F0} s");
    }
});
foreach (var crash in result.Crashes)
{
    Console.Error.WriteLine(crash);
}

var peak = Process.GetCurrentProcess().PeakWorkingSet64 / 1024.0 / 1024;
Row[] rows =
[
    new("fuzz-inputs", result.Inputs, "inputs", "higher", 1_000_000),
    new("fuzz-crashes", result.Crashes.Count, "crashes", "lower", 0),
    new("fuzz-slowest-ms", Math.Round(result.SlowestMs, 1), "ms", "lower", 5000),
    new("fuzz-most-memory", Math.Round(result.MostBytes / 1024.0 / 1024, 1), "MB beside 3 x input", "lower", 64),
    new("fuzz-peak-process", Math.Round(peak, 1), "MB", "lower", 1024),
    new("fuzz-seconds", Math.Round(clock.Elapsed.TotalSeconds, 1), "s", "lower", null),
];
await File.WriteAllTextAsync(file, JsonSerializer.Serialize(rows, JsonSerializerOptions.Web));
return result.Crashes.Count == 0 ? 0 : 1;
