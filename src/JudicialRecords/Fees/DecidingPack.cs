using System.Globalization;
using Civic.JudicialRecords.Policies;
using Civic.Shared.Hosting;

namespace Civic.JudicialRecords.Fees;

/// <summary>The pack that decided a stored fee, by the very text that was in force then.</summary>
/// <param name="IsTodays">
/// Older traces don't say which text it was: it is the one that ships today, which may be another.
/// </param>
internal sealed record DecidingPack(PolicyPack Pack, bool IsTodays)
{
    /// <param name="textOf">The text kept under a digest, or null.</param>
    /// <param name="changeOf">The text that was put in force under an ordinal, or null.</param>
    /// <exception cref="StartupRefusal">The text is not kept, or this program can't read it.</exception>
    internal static async Task<DecidingPack> FindAsync(
        FeeAssessment decided, Func<string, Task<string?>> textOf, Func<long, Task<string?>> changeOf)
    {
        if (decided.PackDigest is not { } digest)
        {
            return await OlderAsync(decided.Pack, changeOf);
        }

        var pack = await textOf(digest) is { } text
            ? PolicyLoader.ReadKept(text, $"text {digest}", SuffixOf(decided.Pack))
            : PolicyLoader.Load(decided.Pack);
        return pack.Digest == digest
            ? new(pack, IsTodays: false)
            : throw new StartupRefusal($"the text {digest} of the pack '{decided.Pack}' is not kept.");
    }

    private static async Task<DecidingPack> OlderAsync(string name, Func<long, Task<string?>> changeOf) =>
        long.TryParse(SuffixOf(name).TrimStart('#'), CultureInfo.InvariantCulture, out var ordinal)
        && await changeOf(ordinal) is { } content
            ? new(PolicyLoader.ReadKept(content, $"policy change {name}", SuffixOf(name)), IsTodays: false)
            : new(PolicyLoader.Load(name), IsTodays: true);

    /// <summary>What follows the file's own name where a trace names a change, as in NAME#ORDINAL.</summary>
    private static string SuffixOf(string name) =>
        name.IndexOf('#', StringComparison.Ordinal) is >= 0 and var at ? name[at..] : "";
}
