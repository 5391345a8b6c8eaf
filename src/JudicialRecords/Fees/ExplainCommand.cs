using System.Data.Common;
using System.Globalization;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Policies.Changes;

namespace Civic.JudicialRecords.Fees;

/// <summary>`policy explain DOSSIER DATA [POSTGRES]`: how a stored fee came about.</summary>
internal static class ExplainCommand
{
    internal static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is not [var code, var data, .. var rest])
        {
            await Console.Error.WriteLineAsync("Name a dossier and the data folder.");
            return FeeExplanation.CannotTell;
        }

        try
        {
            await using var rows = await FeeRows.OpenAsync(data, rest is [var server, ..] ? server : null);
            if (rows is not null && await rows.FindAsync(code) is { } stored)
            {
                var changes = await rows.ChangesAsync();
                return FeeExplanation.Write(code, stored, name => PackOf(name, changes), Console.Out);
            }
        }
        catch (DbException e)
        {
            await Console.Error.WriteLineAsync($"The justice service's database cannot be read: {e.Message}");
            return FeeExplanation.CannotTell;
        }

        await Console.Error.WriteLineAsync($"No dossier {code} is in {data}; name the data folder with --data.");
        return FeeExplanation.CannotTell;
    }

    /// <summary>The pack that a trace names: one that ships, or a stored change as NAME#ORDINAL.</summary>
    private static PolicyPack PackOf(string name, IReadOnlyDictionary<string, string> changes) =>
        name.Split('#') is [_, var ordinal] && changes.TryGetValue(ordinal, out var content)
            ? PolicyInForce.Read(content, long.Parse(ordinal, CultureInfo.InvariantCulture))
            : PolicyLoader.Load(name);
}
