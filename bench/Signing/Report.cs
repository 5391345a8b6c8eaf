using System.Diagnostics;
using Civic.Signing.Keys;
using Civic.Signing.Seal;

namespace Civic.Signing.Bench;

/// <summary>Turns what was measured into rows with their targets.</summary>
internal static class Report
{
    private const double RawShare = 0.92;

    private static readonly Dictionary<string, (string Unit, double? Target)> Known = new()
    {
        ["render-2t"] = ("certificates/s", 12_000),
        ["bb-p256-2t"] = ("certificates/s", 6_000),
        ["blta-p256-2t"] = ("certificates/s", 1_000),
        ["validate-2t"] = ("files/s", 1_000),
    };

    internal static List<Row> Of(
        IReadOnlyDictionary<string, IReadOnlyList<double>> rates, IReadOnlyDictionary<int, double> peer)
    {
        var rows = new List<Row>();
        foreach (var (id, rounds) in rates)
        {
            var threads = id.EndsWith("-2t", StringComparison.Ordinal) ? 2 : 1;
            var (unit, target) = Known.GetValueOrDefault(
                id, (id.StartsWith("raw-", StringComparison.Ordinal) ? "signatures/s" : "certificates/s", null));
            var row = new Row(id, Math.Round(Rate.Median(rounds), 1), unit, "higher", threads) { Target = target };
            rows.Add(id switch
            {
                "bb-rsa3072-1t" when peer.TryGetValue(1, out var one) => row.Beside("@signpdf/signpdf with pdf-lib", one),
                "bb-rsa3072-2t" => AgainstRaw(row, rounds, rates["raw-rsa3072-2t"]),
                _ => row,
            });
        }
        if (peer.TryGetValue(2, out var two))
            rows.Add(new Row("peer-signpdf-rsa3072-2t", Math.Round(two, 2), "certificates/s", "higher", 2));
        return rows;
    }

    /// <summary>Bytes of one certificate as it grows, the first of them with the competent person's image.</summary>
    internal static async Task<List<Row>> SizesAsync(Workload work)
    {
        var rendered = work.Render(0).Length;
        var sizes = new Dictionary<string, double>
        {
            ["size-rendered"] = rendered,
            ["size-bb"] = (await work.IssueAsync(0, KeyKind.P256, PadesLevel.BB)).Length,
            ["size-bt"] = (await work.IssueAsync(0, KeyKind.P256, PadesLevel.BT)).Length,
            ["size-blta"] = (await work.IssueAsync(0, KeyKind.P256, PadesLevel.BLTA)).Length,
            ["size-two-blta"] = (await work.IssueTwiceAsync(0, KeyKind.P256)).Length,
        };
        sizes["added-bb"] = sizes["size-bb"] - rendered;
        sizes["added-second-blta"] = sizes["size-two-blta"] - sizes["size-bt"];
        return
        [
            .. sizes.Select(size => new Row(size.Key, size.Value, "bytes", "lower", 1)
            {
                Target = size.Key switch { "size-bb" => 55 * 1024, "size-two-blta" => 100 * 1024, _ => null },
            }),
        ];
    }

    internal static Row PeakMemory() =>
        new("peak-memory", Math.Round(Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0), "MB", "lower", 2);

    /// <summary>The share of the key's own rate, each round against the same round.</summary>
    private static Row AgainstRaw(Row row, IReadOnlyList<double> rounds, IReadOnlyList<double> raw)
    {
        var share = Rate.Median(rounds.Zip(raw, (rate, limit) => rate / limit));
        var limit = Rate.Median(raw);
        return row with
        {
            Target = Math.Round(RawShare * row.Value / share, 1),
            Peer = "raw-rsa3072-2t",
            PeerValue = Math.Round(limit, 1),
            Ratio = Math.Round(share, 3),
        };
    }
}
