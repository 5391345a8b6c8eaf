using System.Globalization;
using System.Security.Claims;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Requests;

/// <summary>Who is signed in on the citizens' pages: level 2 and with a number, or nobody.</summary>
internal sealed record Citizen(string Subject, CitizenId Number, string Name, DateOnly BirthDate, AssuranceLevel Level)
{
    /// <returns>Null where a claim is missing or malformed: such a session may do nothing here.</returns>
    internal static Citizen? From(ClaimsPrincipal user)
    {
        if (user.Identity is not { IsAuthenticated: true }
            || user.FindFirst("sub")?.Value is not { Length: > 0 } subject
            || !CitizenId.TryParse(user.FindFirst("national_id")?.Value, out var number)
            || user.FindFirst("name")?.Value is not { Length: > 0 } name
            || !DateOnly.TryParseExact(user.FindFirst("birthdate")?.Value, "yyyy-MM-dd",
                CultureInfo.InvariantCulture, DateTimeStyles.None, out var born))
        {
            return null;
        }

        return new Citizen(subject, number, name, born, AssuranceLevels.FromAcr(user.FindFirst("acr")?.Value));
    }
}
