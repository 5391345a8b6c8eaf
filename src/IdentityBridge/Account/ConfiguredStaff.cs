using System.Text.Json;
using Civic.IdentityBridge.RelyingParties;
using Civic.Shared.Hosting;
using Civic.Shared.Identity;
using Civic.Shared.SignIn;

namespace Civic.IdentityBridge.Account;

/// <summary>What a member of staff is in one agency (named by its client), from one day to another.</summary>
internal sealed record ConfiguredMember(
    CitizenId NationalId, string Agency, IReadOnlyList<string> Roles, string Title, string Unit, string? FacilityCode,
    DateOnly? From, DateOnly? Until)
{
    internal bool HoldsOn(DateOnly day) => !(From > day) && !(Until < day);
}

/// <summary>
/// The JSON file that Civic:Directory names: what the directory begins with.
/// </summary>
internal sealed class ConfiguredStaff
{
    private static readonly HashSet<string> Known =
        ["national_id", "client_id", "roles", "title", "unit", "facility_code", "from", "until"];

    private readonly ILookup<(string Number, string Agency), ConfiguredMember> _members;

    private ConfiguredStaff(IEnumerable<ConfiguredMember> members) =>
        _members = members.ToLookup(m => (m.NationalId.Value, m.Agency));

    internal StaffMembership? Find(CitizenId person, string agency, DateOnly day) =>
        _members[(person.Value, agency)].FirstOrDefault(m => m.HoldsOn(day)) is { } member
            ? new(member.Roles, member.Title, member.Unit, member.FacilityCode)
            : null;

    /// <exception cref="StartupRefusal">An entry is wrong; the message has its place, never the person's
    /// number.</exception>
    internal static ConfiguredStaff Load(IConfiguration configuration)
    {
        if (configuration["Civic:Directory"] is not { Length: > 0 } file)
        {
            return new ConfiguredStaff([]);
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            if (document.RootElement.ValueKind != JsonValueKind.Array)
            {
                throw new StartupRefusal($"{file}: the staff directory must be a JSON array.");
            }

            return new ConfiguredStaff(
                [.. document.RootElement.EnumerateArray().Select((e, i) => Member(new Entry(file, $"staff[{i}]", e)))]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new StartupRefusal($"Civic:Directory names {file}, which can't be read as JSON.");
        }
    }

    private static ConfiguredMember Member(Entry entry)
    {
        entry.RefuseUnknown(Known);
        var roles = entry.Texts("roles");
        // Administrators are named by two persons, or by the bootstrap; never by a file.
        entry.AllOf("roles", roles, Roles.All.Where(r => r != Roles.Administrator));
        return CitizenId.TryParse(entry.RequiredText("national_id"), out var number)
            ? new(number, entry.RequiredText("client_id"), roles, entry.RequiredText("title"),
                entry.RequiredText("unit"),
                entry.Text("facility_code"), entry.Date("from"), entry.Date("until"))
            : throw entry.Wrong("national_id", "is no personal identification number");
    }
}
