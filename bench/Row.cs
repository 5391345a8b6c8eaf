using System.Text.Json.Serialization;

namespace Civic.Bench;

/// <summary>One figure as artifacts/bench/NAME.json holds it.</summary>
internal sealed record Row(string Id, double Value, string Unit, string Better, int Threads)
{
    public double? Target { get; init; }

    public bool? Met => Target is not { } target ? null : Better == "higher" ? Value >= target : Value <= target;

    /// <summary>What it is compared with: another program, or another row of the same run.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Peer { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? PeerValue { get; init; }

    /// <summary>Value over the peer's.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Ratio { get; init; }

    internal Row Beside(string peer, double peerValue) => this with
    {
        Peer = peer,
        PeerValue = Math.Round(peerValue, 3),
        Ratio = Math.Round(Value / peerValue, 3),
    };
}
