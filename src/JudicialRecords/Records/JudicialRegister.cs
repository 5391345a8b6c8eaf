using System.Text.Json;
using Civic.JudicialRecords.Requests;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Records;

/// <summary>
/// Whom the judicial register is asked about: by number, by old number, and by name, birth date and parents.
/// </summary>
internal sealed record JudicialQuery(
    CitizenId Number,
    string? OldNumber,
    string Name,
    BirthDate BirthDate,
    string? Father,
    string? Mother,
    string Officer
)
{
    public static JudicialQuery For(PopulationFacts person, string officer) =>
        new(
            person.Number,
            person.OldNumber,
            person.Name,
            person.BirthDate,
            person.Father?.Name,
            person.Mother?.Name,
            officer
        );
}

/// <summary>
/// What the judicial register holds. Own entries carry the person's number; possible matches stand apart, never
/// attached nor dropped by themselves.
/// </summary>
internal sealed record JudicialFacts(
    IReadOnlyList<JudgmentFacts> Judgments,
    IReadOnlyList<BusinessBan> Bans,
    IReadOnlyList<PossibleMatch> PossibleMatches
);

/// <summary>Somebody on record who may or may not be the person; an officer decides and says why.</summary>
/// <param name="Number">The number on that record, if it has one.</param>
internal sealed record PossibleMatch(
    string? Number,
    string? OldNumber,
    string Name,
    BirthDate BirthDate,
    string? Father,
    string? Mother,
    IReadOnlyList<JudgmentFacts> Judgments,
    IReadOnlyList<BusinessBan> Bans
);

/// <summary>The database of judicial records.</summary>
internal sealed class JudicialRegister(RegisterHttp http)
{
    internal const string Source = "Cơ sở dữ liệu lý lịch tư pháp";

    /// <summary>NothingOnRecord means neither an entry nor a possible match.</summary>
    public Task<RegisterReply<JudicialFacts>> SearchAsync(JudicialQuery query, CancellationToken cancel)
    {
        var id = Guid.CreateVersion7();
        var body = new SearchBody(
            id,
            query.Officer,
            query.Number.Value,
            query.OldNumber,
            query.Name,
            query.BirthDate,
            query.Father,
            query.Mother
        );
        var question = RegisterJson.Question(id, "judicial", Source, "/judicial/search", body);
        return http.AskAsync(question, answer => Read(answer, query), cancel);
    }

    private static Reading<JudicialFacts> Read(RegisterBody body, JudicialQuery query)
    {
        var answer = RegisterJson.Read<SearchAnswer>(body.Bytes);
        if (answer.Persons.Count == 0)
        {
            return new Reading<JudicialFacts>.Nothing(answer.AsOf);
        }

        if (answer.Persons.Any(p => Kinship(p, query) == Match.None))
        {
            return new Reading<JudicialFacts>.Unusable(UnreachableReason.WrongPerson);
        }

        var own = answer.Persons.Where(p => Kinship(p, query) == Match.Own).ToList();
        var possible = answer
            .Persons.Where(p => Kinship(p, query) == Match.Possible)
            .Select(p => p with { Judgments = Distinct(p.Judgments), Bans = Distinct(p.Bans) });
        return new Reading<JudicialFacts>.Found(
            new(Distinct(own.SelectMany(p => p.Judgments)), Distinct(own.SelectMany(p => p.Bans)), Distinct(possible)),
            answer.AsOf
        );
    }

    /// <summary>
    /// The register's own word on who matched is not taken. The same number with another name or birth date is no proof
    /// either way, so it stands apart as well.
    /// </summary>
    private static Match Kinship(PossibleMatch entry, JudicialQuery query)
    {
        var likeness = PlainName.Same(entry.Name, query.Name) && entry.BirthDate.IsCompatibleWith(query.BirthDate);
        if (entry.Number == query.Number.Value)
        {
            return likeness ? Match.Own : Match.Possible;
        }

        var oldNumber = entry.OldNumber is not null && entry.OldNumber == query.OldNumber;
        var sameDay = likeness && entry.BirthDate.Day is not null && query.BirthDate.Day is not null;
        return oldNumber && entry.Number is null && sameDay ? Match.Own
            : oldNumber || likeness ? Match.Possible
            : Match.None;
    }

    /// <summary>The register may send one thing twice; what differs in anything stays.</summary>
    private static List<T> Distinct<T>(IEnumerable<T> items) =>
        [.. items.DistinctBy(i => JsonSerializer.Serialize(i, RegisterJson.Options))];

    private enum Match
    {
        None,
        Possible,
        Own,
    }

    private sealed record SearchBody(
        Guid RequestId,
        string Officer,
        string Number,
        string? OldNumber,
        string Name,
        BirthDate BirthDate,
        string? Father,
        string? Mother
    );

    private sealed record SearchAnswer(DateTimeOffset AsOf, IReadOnlyList<PossibleMatch> Persons);
}
