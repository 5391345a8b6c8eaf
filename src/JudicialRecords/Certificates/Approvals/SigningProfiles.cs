using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Policies;

namespace Civic.JudicialRecords.Certificates.Approvals;

/// <summary>Which key of the key custodian signs for whom, on that day.</summary>
internal static class SigningProfiles
{
    private const string Head = "judicial-person";
    private const string Deputy = "judicial-deputy";

    /// <returns>Null for somebody who is not competent on that day.</returns>
    internal static string? Of(Officer officer, PolicyPack pack, DateOnly day) =>
        pack.Competences.Count > 0
            ? pack.CompetentOn(day).FirstOrDefault(c => c.Covers(officer.Name, officer.Title))?.Profile
            : ByTitle(officer, pack.Authorities.On(day));

    /// <summary>A pack that says nothing of it: the head of the agency and the deputies.</summary>
    private static string? ByTitle(Officer officer, IssuingAuthority authority)
    {
        var title = officer.Title.ToUpper(System.Globalization.CultureInfo.GetCultureInfo("vi-VN"));
        return title == authority.HeadTitle ? Head : title == authority.DeputyTitle ? Deputy : null;
    }
}
