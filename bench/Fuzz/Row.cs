namespace Civic.Fuzz.Bench;

/// <summary>One figure, in the words of ./civic bench.</summary>
internal sealed record Row(string Id, double Value, string Unit, string Better, double? Target)
{
    public int Threads { get; } = 1;

    public bool? Met => Target is not { } target ? null : Better == "lower" ? Value <= target : Value >= target;
}
