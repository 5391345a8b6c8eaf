using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Policies;

namespace Civic.JudicialRecords.Certificates.Approvals;

/// <summary>By which row of the law as data somebody may sign on a day, and with which key.</summary>
/// <param name="Basis">The row's id and the decision it names; null where the pack names none.</param>
internal sealed record SigningRight(string Profile, string? Basis);

/// <summary>Which key of the key custodian signs for whom, on that day.</summary>
internal static class SigningProfiles
{
    private const string Head = "judicial-person";
    private const string Deputy = "judicial-deputy";

    /// <returns>Null for somebody who is not competent on that day.</returns>
    internal static string? Of(Officer officer, PolicyPack pack, DateOnly day) =>
        RightOf(officer, pack, day)?.Profile;

    /// <returns>Null for somebody who is not competent on that day.</returns>
    internal static SigningRight? RightOf(Officer officer, PolicyPack pack, DateOnly day) =>
        pack.Competences.Count > 0
            ? pack.CompetentOn(day).FirstOrDefault(c => c.Covers(officer.Name, officer.Title)) is { } row
                ? new(row.Profile, $"{row.Id}: {row.Basis.Vi}") : null
            : ByTitle(officer, pack.Authorities.On(day)) is { } profile ? new(profile, null) : null;

    /// <summary>A pack that says nothing of it: the head of the agency and the deputies.</summary>
    private static string? ByTitle(Officer officer, IssuingAuthority authority)
    {
        var title = officer.Title.ToUpper(System.Globalization.CultureInfo.GetCultureInfo("vi-VN"));
        return title == authority.HeadTitle ? Head : title == authority.DeputyTitle ? Deputy : null;
    }
}
