using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Policies;

namespace Civic.JudicialRecords.Certificates.Approvals;

/// <summary>Which key of the key custodian signs for whom: the head of the agency, or a deputy.</summary>
internal static class SigningProfiles
{
    private const string Head = "judicial-person";
    private const string Deputy = "judicial-deputy";

    /// <returns>Null for somebody authorized otherwise, who has no key of their own here.</returns>
    internal static string? Of(Officer officer, IssuingAuthority authority)
    {
        var title = officer.Title.ToUpper(System.Globalization.CultureInfo.GetCultureInfo("vi-VN"));
        return title == authority.HeadTitle ? Head : title == authority.DeputyTitle ? Deputy : null;
    }
}
