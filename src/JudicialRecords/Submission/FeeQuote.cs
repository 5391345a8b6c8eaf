using Civic.JudicialRecords.Fees;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Records;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Audit;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Submission;

/// <summary>Gathers what the fee depends on, asks the registers that prove classes, and has it assessed.</summary>
internal sealed class FeeQuote(
    SocialPolicyRegister social, EducationRegister education, JudicialDbContext database, PolicyPack pack,
    TimeProvider clock)
{
    private static readonly FeeClass[] OfSocialPolicy =
        [FeeClass.Disabled, FeeClass.PoorHousehold, FeeClass.DifficultCommune, FeeClass.Merit, FeeClass.MartyrRelative];

    private static readonly FeeClass[] OfEducation = [FeeClass.Student];

    internal async Task<Quote> MakeAsync(
        Declaration declaration, FeePerson person, Citizen requester, CancellationToken cancellation)
    {
        var number = CitizenId.Parse(declaration.Person.Number);
        var answers = await Task.WhenAll(
            social.ClassesAsync(number, requester.Subject, cancellation),
            education.EnrolmentAsync(number, requester.Subject, cancellation));
        var today = clock.TodayInVietnam();
        List<ClassClaim> claims =
        [
            .. ClaimsOf(answers[0], OfSocialPolicy, SocialPolicyRegister.Source, today),
            .. ClaimsOf(answers[1], OfEducation, EducationRegister.Source, today),
        ];
        if (Enum.TryParse<FeeClass>(declaration.ClaimedClass, out var claimed) && claims.All(c => c.Class != claimed))
        {
            claims.Add(new ClassClaim(claimed, ClaimEvidence.NotProved, "tờ khai"));
        }

        var facts = new FeeFacts
        {
            ReceivedOn = today,
            PaperCopies = declaration.PaperCopies,
            Person = person,
            RequesterLevel = requester.Level,
            Channel = RequestChannel.Vneid,
            Claims = claims,
        };
        await AuditAsync(requester, answers, cancellation);
        return new Quote(facts, FeeRules.Assess(facts, pack));
    }

    /// <summary>A register that is down says neither that a class holds nor that it does not.</summary>
    private static IEnumerable<ClassClaim> ClaimsOf(
        RegisterReply<IReadOnlyList<ProvedClass>> answer, FeeClass[] classes, string source, DateOnly today) =>
        answer switch
        {
            RegisterReply<IReadOnlyList<ProvedClass>>.Facts facts => facts.Value.Where(c => c.HoldsOn(today))
                .Select(c => new ClassClaim(c.Class, ClaimEvidence.RegisterProves, facts.Source, facts.AsOf)),
            RegisterReply<IReadOnlyList<ProvedClass>>.Unreachable =>
                classes.Select(c => new ClassClaim(c, ClaimEvidence.RegisterDown, source)),
            _ => [],
        };

    private async Task AuditAsync(
        Citizen requester, RegisterReply<IReadOnlyList<ProvedClass>>[] answers, CancellationToken cancellation)
    {
        foreach (var call in answers.Select(a => a.Call))
        {
            database.Audit(clock, requester.Subject, "register.asked", requester.Subject, call.Outcome,
                new Dictionary<string, string>
                {
                    ["register"] = call.Register,
                    ["request"] = call.Id.ToString(),
                    ["purpose"] = "fee",
                });
        }

        await database.SaveChangesAsync(cancellation);
    }
}

internal sealed record Quote(FeeFacts Facts, FeeAssessment Assessment);
