using System.Globalization;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Submission;

internal static class DossierCodes
{
    /// <summary>The next code of the day, within the caller's transaction.</summary>
    internal static async Task<string> NextAsync(
        JudicialDbContext database, PolicyPack pack, DateTimeOffset now, CancellationToken cancellation)
    {
        var day = now.DateInVietnam();
        var series = string.Create(CultureInfo.InvariantCulture, $"dossier:{day:yyyy-MM-dd}");
        var number = await database.NextAsync(series, cancellation);
        return DossierCode.Make(pack.Authorities.On(day).AgencyCode, day, number).Value;
    }
}
