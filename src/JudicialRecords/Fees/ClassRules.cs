using System.Diagnostics;
using Civic.JudicialRecords.Policies;

namespace Civic.JudicialRecords.Fees;

/// <summary>Which class of the circular applies; of several the most favourable.</summary>
internal static class ClassRules
{
    /// <summary>Nationality by ISO 3166 of those to whom classes and the city's support apply.</summary>
    internal const string Vietnamese = "VN";

    internal static ClassOutcome Apply(FeeFacts facts, FeePerson person, FeeSchedule schedule)
    {
        if (person.Nationality != Vietnamese)
        {
            return new ClassOutcome.Settled(ClassEffect.None, null, person.Source, Foreign: true);
        }

        var claims = (IReadOnlyList<ClassClaim>)[.. ByAge(facts, person, schedule), .. facts.Claims];
        var proved = claims.Where(IsProved).OrderBy(c => EffectOf(c.Class, schedule)).ThenBy(c => c.Class).ToList();
        var best = proved.Count > 0 ? EffectOf(proved[0].Class, schedule) : ClassEffect.None;
        // A claim matters only while it could still better what is proved already.
        var open = claims.Where(c => !IsProved(c) && EffectOf(c.Class, schedule) < best).ToList();
        var down = open.Where(c => c.Evidence == ClaimEvidence.RegisterDown).ToList();
        var judge = open.Where(c => c.Evidence == ClaimEvidence.NotProved).ToList();
        return judge.Count > 0 ? new ClassOutcome.Judge(judge)
            : down.Count > 0 ? new ClassOutcome.Ask(down)
            : best == ClassEffect.None ? new ClassOutcome.Settled(ClassEffect.None, null, person.Source)
            : new ClassOutcome.Settled(best, proved[0].Class, proved[0].Source);
    }

    private static IEnumerable<ClassClaim> ByAge(FeeFacts facts, FeePerson person, FeeSchedule schedule)
    {
        var (youngest, oldest) =
            (person.BirthDate.YoungestOn(facts.ReceivedOn), person.BirthDate.OldestOn(facts.ReceivedOn));
        if (youngest < schedule.ChildBelowAge)
        {
            yield return ByBirth(FeeClass.Child, oldest < schedule.ChildBelowAge, facts, person);
        }

        if (oldest >= schedule.ElderlyFromAge)
        {
            yield return ByBirth(FeeClass.Elderly, youngest >= schedule.ElderlyFromAge, facts, person);
        }
    }

    /// <summary>A register that knows only the year may leave both open; then reception judges by papers.</summary>
    private static ClassClaim ByBirth(FeeClass fee, bool certain, FeeFacts facts, FeePerson person) =>
        facts.Claims.FirstOrDefault(c => c.Class == fee && !certain)
        ?? new(fee, certain ? ClaimEvidence.RegisterProves : ClaimEvidence.NotProved, person.Source, person.AsOf);

    private static bool IsProved(ClassClaim claim) =>
        claim.Evidence is ClaimEvidence.RegisterProves or ClaimEvidence.PapersAccepted;

    private static ClassEffect EffectOf(FeeClass fee, FeeSchedule schedule) =>
        schedule.Exempt.Contains(fee) ? ClassEffect.Exempt
        : schedule.Reduced.Contains(fee) ? ClassEffect.Reduced
        : ClassEffect.None;
}

/// <summary>In order of favour.</summary>
internal enum ClassEffect
{
    Exempt,
    Reduced,
    None,
}

internal abstract record ClassOutcome
{
    private ClassOutcome()
    {
    }

    internal sealed record Settled(ClassEffect Effect, FeeClass? Class, string Evidence, bool Foreign = false)
        : ClassOutcome;

    internal sealed record Judge(IReadOnlyList<ClassClaim> Claims) : ClassOutcome;

    internal sealed record Ask(IReadOnlyList<ClassClaim> Claims) : ClassOutcome;
}

internal static class FeeClassNames
{
    /// <summary>Our code of facts 2.2, as packs and traces spell it.</summary>
    internal static string Code(this FeeClass fee) => fee switch
    {
        FeeClass.Child => "EX1",
        FeeClass.Elderly => "EX2",
        FeeClass.Disabled => "EX3",
        FeeClass.PoorHousehold => "EX4",
        FeeClass.DifficultCommune => "EX5",
        FeeClass.Student => "RD1",
        FeeClass.Merit => "RD2",
        FeeClass.MartyrRelative => "RD3",
        _ => throw new UnreachableException("Every class of the circular has a code."),
    };

    internal static Shared.Web.Bilingual Name(this FeeClass fee) => fee switch
    {
        FeeClass.Child => new("Trẻ em (dưới 16 tuổi)", "Child (under 16)"),
        FeeClass.Elderly => new("Người cao tuổi (đủ 60 tuổi trở lên)", "Elderly person (60 or over)"),
        FeeClass.Disabled => new("Người khuyết tật", "Person with a disability"),
        FeeClass.PoorHousehold => new("Người thuộc hộ nghèo", "Member of a poor household"),
        FeeClass.DifficultCommune => new(
            "Người cư trú tại xã đặc biệt khó khăn, xã biên giới, xã an toàn khu",
            "Resident of a specially difficult, border or safety-zone commune"),
        FeeClass.Student => new("Sinh viên", "Student"),
        FeeClass.Merit => new("Người có công với cách mạng", "Person with meritorious service"),
        FeeClass.MartyrRelative => new("Thân nhân liệt sỹ", "Relative of a martyr"),
        _ => throw new UnreachableException("Every class of the circular has a name."),
    };
}
