using System.Diagnostics;

namespace Civic.Identity.Bench;

/// <summary>Turns what was measured into rows with their targets.</summary>
internal static class Report
{
    private const double TimesThePeer = 3;
    private const int Sessions = 1500;

    private static readonly Dictionary<string, double> AtLeast = new()
    {
        ["client-credentials"] = 6000,
        ["client-credentials-dpop"] = 3500,
    };

    /// <summary>The rate of each kind of work beside the peer's, and the processor time of one operation.</summary>
    internal static IEnumerable<Row> Rates(
        IReadOnlyDictionary<(string Work, string Side), Result> results, string ownStorage, string peerStorage)
    {
        var suffix = ownStorage == "PostgreSQL" ? "-postgres" : "";
        foreach (var work in results.Keys.Select(k => k.Work).Distinct())
        {
            var (own, peer) = (results[(work, "bridge")], results[(work, "oidc-provider")]);
            var peerName = $"npm oidc-provider 9.13 on {peerStorage}; the bridge on {ownStorage}";
            yield return new Row($"{work}{suffix}", Math.Round(own.Rate, 1), $"{work}/s", "higher", 2)
            {
                Target = Math.Round(Math.Max(
                    peer.Rate * TimesThePeer, suffix.Length == 0 ? AtLeast.GetValueOrDefault(work) : 0), 1),
                Peer = peerName,
                PeerValue = Math.Round(peer.Rate, 1),
                Ratio = Math.Round(own.Rate / peer.Rate, 2),
            };
            yield return new Row($"{work}{suffix}-cpu", Math.Round(own.Cpu, 3), "ms of processor", "lower", 2)
            {
                Peer = peerName,
                PeerValue = Math.Round(peer.Cpu, 3),
                Ratio = Math.Round(own.Cpu / peer.Cpu, 3),
            };
        }
    }

    internal static async Task<Row> LatencyAsync(Contest contest, Upstream upstream, double rate)
    {
        var measured = await Load.SteadyAsync(contest.Own, upstream, rate, TimeSpan.FromSeconds(5));
        return new Row("login-p99-half-load", Math.Round(measured.Percentile(0.99), 1), "ms", "lower", 2)
        {
            Target = 100,
        };
    }

    /// <summary>
    /// What the servers grow by for so many sessions, computed for 10,000; the bridge keeps them in its database.
    /// </summary>
    internal static async Task<IEnumerable<Row>> MemoryAsync(Contest contest, Upstream upstream)
    {
        var grown = new Dictionary<string, (double Each, double All)>();
        foreach (var (side, server) in contest.Both)
        {
            var before = server.Megabytes();
            var (begun, started) = (0, Stopwatch.StartNew());
            await Load.OnThreadsAsync(16, () =>
            {
                using var login = new Login(side, upstream);
                while (Interlocked.Increment(ref begun) <= Sessions && started.Elapsed < TimeSpan.FromSeconds(30))
                {
                    login.Walk();
                }
            });
            var made = Math.Min(begun, Sessions);
            grown[side.Name] = (Math.Max(0, server.Megabytes() - before) * 10_000 / made, server.Megabytes());
        }

        var (own, peer) = (grown["bridge"], grown["oidc-provider"]);
        const string PeerName = "npm oidc-provider 9.13 on a Map in one process";
        return
        [
            new Row("memory-10000-sessions", Math.Round(own.Each), "MB", "lower", 2)
            {
                Peer = PeerName,
                PeerValue = Math.Round(peer.Each),
                Ratio = peer.Each > 0 ? Math.Round(own.Each / peer.Each, 2) : null,
            },
            new Row("memory-after-all", Math.Round(own.All), "MB", "lower", 2)
            {
                Peer = PeerName,
                PeerValue = Math.Round(peer.All),
                Ratio = Math.Round(own.All / peer.All, 2),
            },
        ];
    }
}
