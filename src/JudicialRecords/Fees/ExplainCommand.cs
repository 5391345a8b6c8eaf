using System.Data.Common;

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
                return await FeeExplanation.WriteAsync(
                    code, stored, fee => DecidingPack.FindAsync(fee, rows.TextAsync, rows.ChangeAsync), Console.Out);
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
}
