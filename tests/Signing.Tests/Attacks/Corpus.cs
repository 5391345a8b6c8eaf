using Civic.Signing.Tests.Judging;

namespace Civic.Signing.Tests.Attacks;

/// <summary>One technique: how the file is made, and what must be said of it.</summary>
/// <param name="Code">A change's code, a sub-indication, or null where nothing is wrong.</param>
internal sealed record Technique(string Name, string Verdict, string? Code, Func<SmallWorld, byte[]> Make);

/// <summary>Every technique that the judge must see through, and honest files that it must not accuse.</summary>
internal static class Corpus
{
    internal const string Failed = "TOTAL-FAILED";
    internal const string Passed = "TOTAL-PASSED";

    /// <summary>When everything in the corpus was signed.</summary>
    internal static readonly DateTimeOffset At = Hand.At;

    internal static IReadOnlyList<Technique> All { get; } =
    [
        .. IncrementalAttacks.All, .. FormAttacks.All, .. ShadowAttacks.All, .. SignatureAttacks.All,
        .. StructuralAttacks.All, .. HonestFiles.All,
    ];
}
