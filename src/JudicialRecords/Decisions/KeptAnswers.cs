using System.Diagnostics;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Records;
using Civic.Shared.Web;

namespace Civic.JudicialRecords.Decisions;

/// <summary>Facts with the register that stated them and its own time, as kept with a dossier.</summary>
internal sealed record KeptFacts<T>(string Source, DateTimeOffset AsOf, T Value);

/// <summary>Nothing on record, with the register that says so and its own time.</summary>
internal sealed record KeptNothing(string Source, DateTimeOffset AsOf);

/// <summary>Why there was no answer that may be used.</summary>
internal sealed record KeptReason(UnreachableReason Reason);

/// <summary>How a register's answer becomes a row of a dossier and is read again.</summary>
internal static class KeptAnswers
{
    internal const string Facts = "facts";
    internal const string Nothing = "nothing";
    internal const string Unreachable = "unreachable";
    internal const string WrongPerson = "wrong-person";

    internal static RegisterAnswer Keep<T>(Guid dossierId, RegisterReply<T> reply, DateTimeOffset at)
    {
        var (outcome, json) = reply switch
        {
            RegisterReply<T>.Facts f => (Facts, LawJson.Write(new KeptFacts<T>(f.Source, f.AsOf, f.Value))),
            RegisterReply<T>.NothingOnRecord n => (Nothing, LawJson.Write(new KeptNothing(n.Source, n.AsOf))),
            RegisterReply<T>.Unreachable { Reason: UnreachableReason.WrongPerson } => (WrongPerson, "{}"),
            RegisterReply<T>.Unreachable u => (Unreachable, LawJson.Write(new KeptReason(u.Reason))),
            _ => throw new UnreachableException("A register states facts, nothing, or is not reached."),
        };
        return new RegisterAnswer
        {
            DossierId = dossierId,
            Register = reply.Call.Register,
            Outcome = outcome,
            ContentJson = json,
            At = at,
        };
    }

    internal static KeptFacts<T>? FactsOf<T>(this RegisterAnswer? answer) =>
        answer is { Outcome: Facts } ? LawJson.Read<KeptFacts<T>>(answer.ContentJson) : null;

    internal static KeptNothing? NothingOf(this RegisterAnswer answer) =>
        answer is { Outcome: Nothing } ? LawJson.Read<KeptNothing>(answer.ContentJson) : null;

    /// <summary>Why the register could not be used; null where the answer is usable or about another person.</summary>
    internal static UnreachableReason? ReasonOf(this RegisterAnswer answer) =>
        answer is { Outcome: Unreachable, ContentJson: not "{}" }
            ? LawJson.Read<KeptReason>(answer.ContentJson).Reason
            : null;

    internal static bool IsUsable(this RegisterAnswer? answer) => answer is { Outcome: Facts or Nothing };

    internal static Bilingual NameOf(string register) => register switch
    {
        "population" => new("Cơ sở dữ liệu quốc gia về dân cư", "National population database"),
        "judicial" => new("Cơ sở dữ liệu lý lịch tư pháp", "Judicial records database"),
        "police" => new("Hồ sơ nghiệp vụ Công an", "Police files"),
        "social-policy" => new("Cơ sở dữ liệu an sinh xã hội", "Social policy database"),
        "education" => new("Cơ sở dữ liệu giáo dục", "Education database"),
        _ => new(register, register),
    };
}
