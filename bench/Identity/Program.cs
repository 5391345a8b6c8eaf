using System.Globalization;
using System.Text.Json;
using Civic.Identity.Bench;

// Arguments: a folder for data, the repository's root, five free ports with commas, seconds of a slice, the result.
if (args is not [var data, var root, var free, var seconds, var result])
{
    Console.Error.WriteLine("Run it by ./civic bench identity.");
    return 2;
}

int[] ports = [.. free.Split(',').Select(p => int.Parse(p, CultureInfo.InvariantCulture))];
var slice = TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture));
var rows = new List<Row>();
await using var upstream = await Upstream.StartAsync(ports[0]);
await using (var contest = await Contest.StartAsync(root, Path.Combine(data, "own"), ports[1..3], upstream, null))
{
    var results = await new Measurement(contest, upstream, slice, Tell)
        .RunAsync("login", "client-credentials", "client-credentials-dpop", "refresh");
    rows.AddRange(Report.Rates(results, "SQLite file", "a Map in one process"));
    rows.Add(await Report.LatencyAsync(contest, upstream, results[("login", contest.Own.Name)].Rate / 2));
    rows.AddRange(await Report.MemoryAsync(contest, upstream));
}

using var postgres = Postgres.TryStart();
if (postgres is null)
{
    Tell("the rows on PostgreSQL are left out: apt-get install -y postgresql-15");
}
else
{
    await using var contest = await Contest.StartAsync(root, Path.Combine(data, "pg"), ports[3..5], upstream, postgres);
    var results = await new Measurement(contest, upstream, slice, Tell).RunAsync("login", "client-credentials-dpop");
    rows.AddRange(Report.Rates(results, "PostgreSQL", "the same PostgreSQL, two processes"));
}

await File.WriteAllTextAsync(result, JsonSerializer.Serialize(rows, JsonSerializerOptions.Web));
return 0;

static void Tell(string text) => Console.Error.WriteLine(text);
