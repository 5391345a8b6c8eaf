using System.Text.Json;
using System.Text.Json.Serialization;
using Civic.IdentityBridge.Matching;

namespace Civic.IdentityBridge.Administration;

/// <summary>What two administrators may change in the directory. People are named by the bridge's own ids.</summary>
[JsonDerivedType(typeof(AddEntry), "add-entry")]
[JsonDerivedType(typeof(EndEntry), "end-entry")]
[JsonDerivedType(typeof(SetFacility), "set-facility")]
[JsonDerivedType(typeof(SetCertificate), "set-certificate")]
[JsonDerivedType(typeof(SettleAccount), "settle-account")]
[JsonDerivedType(typeof(LiftFreeze), "lift-freeze")]
internal abstract record DirectoryChange
{
    private DirectoryChange()
    {
    }

    /// <summary>The person whom the change is about; nobody for a facility.</summary>
    [JsonIgnore]
    internal abstract Guid? About { get; }

    internal string ToJson() => JsonSerializer.Serialize(this);

    internal static DirectoryChange FromJson(string json) => JsonSerializer.Deserialize<DirectoryChange>(json)!;

    internal sealed record AddEntry(
        Guid PersonId, string Agency, IReadOnlyList<string> Roles, string Title, string Unit, string? FacilityCode,
        string? Certificate, DateOnly From, DateOnly? Until) : DirectoryChange
    {
        internal override Guid? About => PersonId;
    }

    /// <param name="EntryId">Which entry.</param>
    /// <param name="PersonId">Whose it is.</param>
    /// <param name="Until">Its last day.</param>
    internal sealed record EndEntry(Guid EntryId, Guid PersonId, DateOnly Until) : DirectoryChange
    {
        internal override Guid? About => PersonId;
    }

    internal sealed record SetFacility(string Code, string Name, DateOnly From, DateOnly? Until) : DirectoryChange
    {
        internal override Guid? About => null;
    }

    /// <param name="PersonId">Whose account the population register questions.</param>
    /// <param name="Finding">The difference that was looked into.</param>
    /// <param name="Settlement">What becomes of the account.</param>
    internal sealed record SettleAccount(Guid PersonId, Finding Finding, Settlement Settlement) : DirectoryChange
    {
        internal override Guid? About => PersonId;
    }

    /// <param name="PersonId">Whose account was closed for misuse and is to open again.</param>
    /// <param name="FreezeId">The report that was looked into; a later one needs a proposal of its own.</param>
    internal sealed record LiftFreeze(Guid PersonId, Guid FreezeId) : DirectoryChange
    {
        internal override Guid? About => PersonId;
    }

    internal sealed record SetCertificate(string Number, Guid PersonId, DateOnly From, DateOnly? Until)
        : DirectoryChange
    {
        internal override Guid? About => PersonId;
    }
}
