using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Civic.AppHost.House;
using Civic.Sandbox;
using Npgsql;

namespace Civic.AppHost.Bench.Sealed;

/// <summary>A crowd that asks while the Department works, until everybody's certificate is sealed.</summary>
internal sealed class WholeWay(string vneid, Department department)
{
    private const int AskingAtOnce = 8;
    private const int Told = 100;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <returns>Certificates a second, from the first request to the last seal.</returns>
    internal async Task<double> RunAsync(int first, int people, CancellationToken cancellation)
    {
        var started = Stopwatch.StartNew();
        using var working = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var work = department.WorkAsync(working.Token);
        await AskAsync(first, people, cancellation);
        Console.Error.WriteLine($"{people} asked after {started.Elapsed.TotalSeconds:0.0} s");
        var isSealed = SealedAsync(first + people, started, cancellation);
        // Whoever of the Department fails ends the wait.
        await await Task.WhenAny(isSealed, work);
        var took = started.Elapsed;
        await working.CancelAsync();
        await work;
        return people / took.TotalSeconds;
    }

    private async Task AskAsync(int first, int people, CancellationToken cancellation)
    {
        using var http = new HttpClient();
        await Parallel.ForAsync(
            first, first + people,
            new ParallelOptions { MaxDegreeOfParallelism = AskingAtOnce, CancellationToken = cancellation },
            async (index, cancel) =>
            {
                using var answer = await http.PostAsJsonAsync(
                    vneid + "/app/lltp", new { persona = Crowd.Person(index).Id }, cancel);
                var said = await answer.Content.ReadFromJsonAsync<JsonObject>(cancel);
                if (said?["answers"]?[0]?["statusCode"]?.ToString() != "00")
                {
                    throw new HouseFailure($"A request was not taken: {said?.ToJsonString()}");
                }
            });
    }

    private static async Task SealedAsync(int expected, Stopwatch started, CancellationToken cancellation)
    {
        await using var database = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(PostgresCluster.DurableConnectionString) { Database = "civic_judicial" }
                .ConnectionString);
        await database.OpenAsync(cancellation);
        await using var count = new NpgsqlCommand(
            "SELECT count(*) FROM dossiers WHERE sealed_at IS NOT NULL", database);
        var told = -1L;
        while (await count.ExecuteScalarAsync(cancellation) is long sealedSoFar && sealedSoFar < expected)
        {
            if (started.Elapsed > Patience)
            {
                throw new HouseFailure(
                    $"Only {sealedSoFar} of {expected} are sealed after {Patience.TotalMinutes} minutes.");
            }

            if (sealedSoFar / Told != told)
            {
                told = sealedSoFar / Told;
                Console.Error.WriteLine($"{sealedSoFar} sealed after {started.Elapsed.TotalSeconds:0.0} s");
            }

            await Task.Delay(Look, cancellation);
        }
    }
}
