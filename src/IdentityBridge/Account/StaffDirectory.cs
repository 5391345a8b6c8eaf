using System.Text.Json;
using Civic.IdentityBridge.RelyingParties;
using Civic.Shared.Hosting;
using Civic.Shared.Identity;
using Civic.Shared.SignIn;

namespace Civic.IdentityBridge.Account;

/// <summary>What a member of staff is in one agency (named by its client), from one day to another.</summary>
internal sealed record StaffMembership(
    CitizenId NationalId, string Agency, IReadOnlyList<string> Roles, string Title, string Unit, string? FacilityCode,
    DateOnly? From, DateOnly? Until)
{
    internal bool HoldsOn(DateOnly day) => !(From > day) && !(Until < day);
}

/// <summary>
/// The bridge's own directory of staff, from the JSON file that Civic:Directory names. Roles never come from the
/// upstream, and go only into tokens for the member's agency.
/// </summary>
internal sealed class StaffDirectory
{
    private static readonly HashSet<string> Known =
        ["national_id", "client_id", "roles", "title", "unit", "facility_code", "from", "until"];

    private readonly ILookup<(string Number, string Agency), StaffMembership> _members;

    private StaffDirectory(IEnumerable<StaffMembership> members) =>
        _members = members.ToLookup(m => (m.NationalId.Value, m.Agency));

    internal StaffMembership? Find(CitizenId person, string agency, DateOnly day) =>
        _members[(person.Value, agency)].FirstOrDefault(m => m.HoldsOn(day));

    /// <exception cref="StartupRefusal">An entry is wrong; the message has its place, never the person's
    /// number.</exception>
    internal static StaffDirectory Load(IConfiguration configuration)
    {
        if (configuration["Civic:Directory"] is not { Length: > 0 } file)
        {
            return new StaffDirectory([]);
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            if (document.RootElement.ValueKind != JsonValueKind.Array)
            {
                throw new StartupRefusal($"{file}: the staff directory must be a JSON array.");
            }

            return new StaffDirectory(
                [.. document.RootElement.EnumerateArray().Select((e, i) => Member(new Entry(file, $"staff[{i}]", e)))]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new StartupRefusal($"Civic:Directory names {file}, which can't be read as JSON.");
        }
    }

    private static StaffMembership Member(Entry entry)
    {
        entry.RefuseUnknown(Known);
        var roles = entry.Texts("roles");
        entry.AllOf("roles", roles, Roles.All);
        return CitizenId.TryParse(entry.RequiredText("national_id"), out var number)
            ? new(number, entry.RequiredText("client_id"), roles, entry.RequiredText("title"),
                entry.RequiredText("unit"),
                entry.Text("facility_code"), entry.Date("from"), entry.Date("until"))
            : throw entry.Wrong("national_id", "is no personal identification number");
    }
}
