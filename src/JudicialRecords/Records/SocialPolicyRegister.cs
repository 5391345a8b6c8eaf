using Civic.JudicialRecords.Fees;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Records;

/// <summary>A class that a register proves for a time. Until is the last day; none is without end.</summary>
internal sealed record ProvedClass(FeeClass Class, string Document, DateOnly From, DateOnly? Until)
{
    public bool HoldsOn(DateOnly day) => From <= day && (Until is null || day <= Until);
}

/// <summary>
/// Registers of social policy: disability, poor households, merit, martyrs' relatives, difficult communes.
/// </summary>
internal sealed class SocialPolicyRegister(RegisterHttp http)
{
    internal const string Source = "Cơ sở dữ liệu an sinh xã hội";

    public Task<RegisterReply<IReadOnlyList<ProvedClass>>> ClassesAsync(
        CitizenId number,
        string officer,
        CancellationToken cancel
    ) => ClassQuestion.AskAsync(http, "social-policy", Source, "/social-policy/classes", number, officer, cancel);
}

/// <summary>Enrolment of students.</summary>
internal sealed class EducationRegister(RegisterHttp http)
{
    internal const string Source = "Cơ sở dữ liệu giáo dục";

    public Task<RegisterReply<IReadOnlyList<ProvedClass>>> EnrolmentAsync(
        CitizenId number,
        string officer,
        CancellationToken cancel
    ) => ClassQuestion.AskAsync(http, "education", Source, "/education/enrolment", number, officer, cancel);
}

/// <summary>The one question that both registers take: which classes of that number are on record.</summary>
internal static class ClassQuestion
{
    internal static Task<RegisterReply<IReadOnlyList<ProvedClass>>> AskAsync(
        RegisterHttp http,
        string register,
        string source,
        string path,
        CitizenId number,
        string officer,
        CancellationToken cancel
    )
    {
        var id = Guid.CreateVersion7();
        var question = RegisterJson.Question(id, register, source, path, new Body(id, officer, number.Value));
        return http.AskAsync(question, body => Read(body, number), cancel);
    }

    private static Reading<IReadOnlyList<ProvedClass>> Read(RegisterBody body, CitizenId number)
    {
        var answer = RegisterJson.Read<Answer>(body.Bytes);
        return answer switch
        {
            { Number: var about } when about != number.Value => new Reading<IReadOnlyList<ProvedClass>>.Unusable(
                UnreachableReason.WrongPerson
            ),
            { Classes.Count: 0 } => new Reading<IReadOnlyList<ProvedClass>>.Nothing(answer.AsOf),
            _ => new Reading<IReadOnlyList<ProvedClass>>.Found([.. answer.Classes.Distinct()], answer.AsOf),
        };
    }

    private sealed record Body(Guid RequestId, string Officer, string Number);

    private sealed record Answer(DateTimeOffset AsOf, string Number, IReadOnlyList<ProvedClass> Classes);
}
