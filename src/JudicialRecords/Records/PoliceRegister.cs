using Civic.JudicialRecords.Requests;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Records;

/// <summary>
/// A trace of arrest, investigation or prosecution. Pending proceedings are no ground to refuse (facts 3.5).
/// </summary>
internal sealed record PoliceTrace(
    string Number,
    string Agency,
    DateOnly OpenedOn,
    PoliceTraceKind Kind,
    PoliceTraceOutcome Outcome,
    string? JudgmentNumber
);

internal enum PoliceTraceKind
{
    Arrest,
    Investigation,
    Prosecution,
}

internal enum PoliceTraceOutcome
{
    Unknown,
    Pending,
    ClosedWithoutJudgment,
    Judgment,
}

/// <summary>The police's own files.</summary>
internal sealed class PoliceRegister(RegisterHttp http)
{
    internal const string Source = "Hồ sơ nghiệp vụ Công an";

    public Task<RegisterReply<IReadOnlyList<PoliceTrace>>> SearchAsync(
        CitizenId number,
        string name,
        BirthDate birthDate,
        string officer,
        CancellationToken cancel
    )
    {
        var id = Guid.CreateVersion7();
        var question = RegisterJson.Question(
            id,
            "police",
            Source,
            "/police/search",
            new SearchBody(id, officer, number.Value, name, birthDate)
        );
        return http.AskAsync(question, body => Read(body, number), cancel);
    }

    private static Reading<IReadOnlyList<PoliceTrace>> Read(RegisterBody body, CitizenId number)
    {
        var answer = RegisterJson.Read<SearchAnswer>(body.Bytes);
        return answer switch
        {
            { Number: var about } when about != number.Value => new Reading<IReadOnlyList<PoliceTrace>>.Unusable(
                UnreachableReason.WrongPerson
            ),
            { Traces.Count: 0 } => new Reading<IReadOnlyList<PoliceTrace>>.Nothing(answer.AsOf),
            _ => new Reading<IReadOnlyList<PoliceTrace>>.Found([.. answer.Traces.Distinct()], answer.AsOf),
        };
    }

    private sealed record SearchBody(Guid RequestId, string Officer, string Number, string Name, BirthDate BirthDate);

    private sealed record SearchAnswer(DateTimeOffset AsOf, string Number, IReadOnlyList<PoliceTrace> Traces);
}
