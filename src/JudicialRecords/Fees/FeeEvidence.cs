using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Records;

namespace Civic.JudicialRecords.Fees;

/// <summary>Turns what registers answered into what the fee needs.</summary>
internal static class FeeEvidence
{
    private static readonly HashSet<FeeClass> OfEducation = [FeeClass.Student];

    /// <summary>Null where the population register gave nothing that may be used.</summary>
    public static FeePerson? Person(RegisterReply<PopulationFacts> answer, IssuingAuthority authority) =>
        answer is not RegisterReply<PopulationFacts>.Facts(var person, var source, var asOf) ? null : new(
            person.BirthDate, person.Nationality, person.Permanent?.Province == authority.ProvinceCode,
            person.Current?.Province == authority.ProvinceCode, source, asOf);

    /// <summary>
    /// What a register proves applies without being claimed (once only); what is claimed and not proved is judged by
    /// reception; what is claimed while its register is down stays open.
    /// </summary>
    public static IReadOnlyList<ClassClaim> Claims(
        IReadOnlySet<FeeClass> claimed, RegisterReply<IReadOnlyList<ProvedClass>> social,
        RegisterReply<IReadOnlyList<ProvedClass>> education, DateOnly receivedOn)
    {
        var claims = new List<ClassClaim>();
        foreach (var fee in Enum.GetValues<FeeClass>().Except([FeeClass.Child, FeeClass.Elderly]))
        {
            var (answer, source) = OfEducation.Contains(fee)
                ? (education, EducationRegister.Source)
                : (social, SocialPolicyRegister.Source);
            if (Proof(answer, fee, receivedOn) is { } proof)
            {
                claims.Add(proof);
            }
            else if (claimed.Contains(fee))
            {
                var down = answer is RegisterReply<IReadOnlyList<ProvedClass>>.Unreachable;
                claims.Add(new(fee, down ? ClaimEvidence.RegisterDown : ClaimEvidence.NotProved, source));
            }
        }

        return claims;
    }

    private static ClassClaim? Proof(
        RegisterReply<IReadOnlyList<ProvedClass>> answer, FeeClass fee, DateOnly day) =>
        answer is RegisterReply<IReadOnlyList<ProvedClass>>.Facts(var classes, var source, var asOf)
        && classes.FirstOrDefault(c => c.Class == fee && c.HoldsOn(day)) is { } proved
            ? new(fee, ClaimEvidence.RegisterProves, $"{source}: {proved.Document}", asOf)
            : null;
}
