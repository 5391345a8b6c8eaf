using Civic.JudicialRecords.Fees;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Records;

/// <summary>
/// The registers that prove classes, asked together. One that is down says neither that a class holds nor that it
/// does not.
/// </summary>
internal sealed class ClassRegisters(SocialPolicyRegister social, EducationRegister education)
{
    private static readonly FeeClass[] OfSocialPolicy =
    [
        FeeClass.Disabled,
        FeeClass.PoorHousehold,
        FeeClass.DifficultCommune,
        FeeClass.Merit,
        FeeClass.MartyrRelative,
    ];

    private static readonly FeeClass[] OfEducation = [FeeClass.Student];

    /// <param name="asker">The subject in whose name the registers are asked.</param>
    /// <param name="day">On which a class must hold.</param>
    internal async Task<ClassAnswers> AskAsync(
        CitizenId number,
        string asker,
        DateOnly day,
        CancellationToken cancellation
    )
    {
        var answers = await Task.WhenAll(
            social.ClassesAsync(number, asker, cancellation),
            education.EnrolmentAsync(number, asker, cancellation)
        );
        return new ClassAnswers(
            [
                .. ClaimsOf(answers[0], OfSocialPolicy, SocialPolicyRegister.Source, day),
                .. ClaimsOf(answers[1], OfEducation, EducationRegister.Source, day),
            ],
            [.. answers.Select(a => a.Call)]
        );
    }

    private static IEnumerable<ClassClaim> ClaimsOf(
        RegisterReply<IReadOnlyList<ProvedClass>> answer,
        FeeClass[] classes,
        string source,
        DateOnly day
    ) =>
        answer switch
        {
            RegisterReply<IReadOnlyList<ProvedClass>>.Facts facts => facts
                .Value.Where(c => c.HoldsOn(day))
                .Select(c => new ClassClaim(c.Class, ClaimEvidence.RegisterProves, facts.Source, facts.AsOf)),
            RegisterReply<IReadOnlyList<ProvedClass>>.Unreachable => classes.Select(c => new ClassClaim(
                c,
                ClaimEvidence.RegisterDown,
                source
            )),
            _ => [],
        };
}

/// <summary>What the registers prove or could not be asked about, and the calls for the audit trail.</summary>
internal sealed record ClassAnswers(IReadOnlyList<ClassClaim> Claims, IReadOnlyList<RegisterCall> Calls);
