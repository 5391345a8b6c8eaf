namespace Civic.Identity.Bench;

/// <summary>What one side came to for one kind of work: rates of the rounds and processor time of the server.</summary>
internal sealed record Result(List<double> Rates, List<double> CpuMilliseconds)
{
    internal double Rate => Median(Rates);

    /// <summary>Of one operation.</summary>
    internal double Cpu => Median(CpuMilliseconds);

    internal static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}

/// <summary>
/// Five rounds after one that warms up; within a round both sides do the same work one after the other, so that what is
/// compared was measured under the same conditions. A server runs for weeks: the first round is long enough for both
/// runtimes to have compiled what is hot, which in the bridge takes a quarter of a processor for half a minute.
/// </summary>
internal sealed class Measurement(Contest contest, Upstream upstream, TimeSpan slice, Action<string> tell)
{
    private const int Rounds = 5;
    private const int WarmSlices = 8;

    /// <summary>A nation keeps many connections open; a server must not need few of them to be fast.</summary>
    private const int People = 64;
    private const int Connections = 256;
    private readonly Dictionary<(string Work, string Side), Result> _results = [];
    private readonly Dictionary<(string Work, string Side), double> _last = [];

    internal async Task<IReadOnlyDictionary<(string Work, string Side), Result>> RunAsync(params string[] works)
    {
        foreach (var (side, _) in contest.Both)
        {
            SignIn(side);
        }

        for (var round = 0; round <= Rounds; round++)
        {
            foreach (var work in works)
            {
                foreach (var (side, server) in contest.Both)
                {
                    await SliceAsync(work, side, server, counts: round > 0);
                }
            }

            tell(round == 0 ? "warm" : $"round {round} of {Rounds}");
        }

        return _results;
    }

    /// <summary>Refresh tokens to begin with, and the server's nonce.</summary>
    private void SignIn(Side side)
    {
        using var login = new Login(side, upstream);
        for (var i = 0; i < People; i++)
        {
            side.RefreshTokens.Add(login.Walk(offline: true)
                ?? throw new InvalidOperationException($"{side.Name} gave no refresh token."));
        }
    }

    private async Task SliceAsync(string work, Side side, Server server, bool counts)
    {
        // Only logins pass through enough code to need long; the others' requests are all made beforehand.
        var lasts = counts || work != "login" ? slice : slice * WarmSlices;
        var requests = work == "login" ? [] : Prepare(work, side);
        var before = server.CpuSeconds();
        var rate = work == "login"
            ? await Load.LoginsAsync(side, upstream, People, lasts)
            : await Load.RequestsAsync(side, requests, Connections, lasts);
        var spent = server.CpuSeconds() - before;
        _last[(work, side.Name)] = rate;
        if (!counts)
        {
            return;
        }

        if (!_results.TryGetValue((work, side.Name), out var result))
        {
            _results[(work, side.Name)] = result = new Result([], []);
        }

        result.Rates.Add(rate);
        result.CpuMilliseconds.Add(spent * 1000 / (rate * slice.TotalSeconds));
    }

    /// <summary>Enough for a slice at a rate somewhat above the last one.</summary>
    private byte[][] Prepare(string work, Side side)
    {
        var expected = _last.GetValueOrDefault((work, side.Name), side == contest.Own ? 4000 : 1000);
        return Load.Prepare((int)((expected * slice.TotalSeconds * 1.4) + 500), work switch
        {
            "client-credentials" => _ => side.ForItself(bound: false),
            "client-credentials-dpop" => _ => side.ForItself(bound: true),
            "refresh" => side.Refresh,
            _ => throw new ArgumentException(work, nameof(work)),
        });
    }
}
