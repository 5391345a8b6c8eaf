using System.Security.Claims;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Requests;

/// <summary>Who is signed in on the citizens' pages: level 2 and with a number, or nobody.</summary>
/// <param name="BirthDate">As far as it is known: of some people only the year is.</param>
internal sealed record Citizen(
    string Subject, CitizenId Number, string Name, PartialDate BirthDate, AssuranceLevel Level)
{
    /// <returns>Null where a claim is missing or malformed: such a session may do nothing here.</returns>
    internal static Citizen? From(ClaimsPrincipal user)
    {
        if (user.Identity is not { IsAuthenticated: true }
            || user.FindFirst("sub")?.Value is not { Length: > 0 } subject
            || !CitizenId.TryParse(user.FindFirst("national_id")?.Value, out var number)
            || user.FindFirst("name")?.Value is not { Length: > 0 } name
            || !PartialDate.TryParse(user.FindFirst("birthdate")?.Value, out var born))
        {
            return null;
        }

        return new Citizen(subject, number, name, born, AssuranceLevels.FromAcr(user.FindFirst("acr")?.Value));
    }
}
