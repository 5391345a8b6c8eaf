using Civic.JudicialRecords.Fees;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Records;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Audit;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Submission;

/// <summary>
/// Finds the person certified in the population register: oneself, or one's own child below the age of an own account.
/// Each question to the register is an audit event.
/// </summary>
internal sealed class PersonLookup(
    PopulationRegister register,
    JudicialDbContext database,
    PolicyPack pack,
    TimeProvider clock
)
{
    internal async Task<PersonFound> FindAsync(Citizen citizen, RequestForm form, CancellationToken cancellation)
    {
        if (form.For != "child")
        {
            var self = await AskAsync(citizen.Number, citizen.Name, citizen.BirthDate, citizen, cancellation);
            return Judge(self, new(citizen.Number.Value, citizen.Name, RequesterRelation.Oneself));
        }

        var problems = new List<FormProblem>();
        if (ReadChild(form, problems) is not { } child)
        {
            return new PersonFound.Incomplete(problems);
        }

        var (today, ownAccount) = (clock.TodayInVietnam(), pack.Limits.On(clock.TodayInVietnam()).OwnAccountFromAge);
        if (child.Born.YoungestOn(today) >= ownAccount)
        {
            return AsksAlone(ownAccount);
        }

        var answer = await AskAsync(child.Number, child.Name, child.Born, citizen, cancellation);
        var found = Judge(answer, new(citizen.Number.Value, citizen.Name, RequesterRelation.ParentOfMinor));
        return found is PersonFound.Found { Person.BirthDate: var born } && born.OldestOn(today) >= ownAccount
            ? born.YoungestOn(today) >= ownAccount ? AsksAlone(ownAccount) : MayAskAlone(ownAccount)
            : found;
    }

    private static PersonFound.Incomplete AsksAlone(int age) =>
        new([
            new(
                "ChildBirthDate",
                new(
                    $"Người từ đủ {age} tuổi tự yêu cầu bằng tài khoản VNeID của mình.",
                    $"From the age of {age} a person asks with their own VNeID account."
                )
            ),
        ]);

    /// <summary>On record is only the year: who may act is not guessed, the counter sees papers (ADR 43).</summary>
    private static PersonFound.Incomplete MayAskAlone(int age) =>
        new([
            new(
                "ChildBirthDate",
                new(
                    $"Hồ sơ dân cư chỉ ghi năm sinh, nên con có thể đã đủ {age} tuổi. Nếu đã đủ, con tự yêu cầu bằng "
                        + "tài khoản VNeID của mình; nếu chưa, hãy đến Bộ phận Một cửa và mang theo giấy khai sinh.",
                    $"Only the year of birth is on record, so the child may be {age} already. If so, the child asks "
                        + "with their own VNeID account; if not, come to the counter with the birth certificate."
                )
            ),
        ]);

    private async Task<RegisterReply<PopulationFacts>> AskAsync(
        CitizenId number,
        string name,
        PartialDate born,
        Citizen asker,
        CancellationToken cancellation
    )
    {
        var answer = await register.FindAsync(
            new PopulationQuery(number, name, BirthDate.From(born), asker.Subject),
            cancellation
        );
        database.Audit(
            clock,
            asker.Subject,
            "register.asked",
            asker.Subject,
            answer.Call.Outcome,
            new Dictionary<string, string>
            {
                ["register"] = answer.Call.Register,
                ["request"] = answer.Call.Id.ToString(),
                ["purpose"] = "request-form",
            }
        );
        await database.SaveChangesAsync(cancellation);
        return answer;
    }

    private PersonFound Judge(RegisterReply<PopulationFacts> answer, Requester requester) =>
        answer switch
        {
            RegisterReply<PopulationFacts>.Unreachable down => new PersonFound.RegisterDown(down.Reason),
            RegisterReply<PopulationFacts>.NothingOnRecord => new PersonFound.NotMatching(requester.Relation),
            RegisterReply<PopulationFacts>.Facts { Value.DiedOn: not null } => new PersonFound.Deceased(),
            RegisterReply<PopulationFacts>.Facts facts when !MayAsk(facts.Value, requester) =>
                new PersonFound.NotMatching(requester.Relation),
            RegisterReply<PopulationFacts>.Facts facts => Found(facts, requester),
            _ => throw new System.Diagnostics.UnreachableException(
                "A register states facts, nothing, or is not reached."
            ),
        };

    private static bool MayAsk(PopulationFacts person, Requester requester) =>
        requester.Relation == RequesterRelation.Oneself
        || person.Father?.Number?.Value == requester.Number
        || person.Mother?.Number?.Value == requester.Number;

    private PersonFound.Found Found(RegisterReply<PopulationFacts>.Facts facts, Requester requester)
    {
        return new PersonFound.Found(
            Certified(facts.Value),
            requester,
            FeeOf(facts, pack.Authorities.On(clock.TodayInVietnam()).ProvinceCode)
        );
    }

    internal static FeePerson FeeOf(RegisterReply<PopulationFacts>.Facts facts, string province) =>
        new(
            facts.Value.BirthDate,
            facts.Value.Nationality,
            facts.Value.Permanent?.Province == province,
            facts.Value.Current?.Province == province,
            facts.Source,
            facts.AsOf
        );

    /// <summary>Where the register knows the year of birth only, no day that somebody stated is put to it.</summary>
    internal static CertifiedPerson Certified(PopulationFacts facts) =>
        new()
        {
            Number = facts.Number.Value,
            OldNumber = facts.OldNumber,
            Name = facts.Name,
            IsMale = facts.IsMale,
            BirthDate = facts.BirthDate.ToPartial(),
            Birthplace = facts.BirthRegisteredAt?.Detail ?? "",
            Nationality = facts.Nationality,
            Ethnicity = facts.Ethnicity,
            PermanentResidence = facts.Permanent?.Detail,
            TemporaryResidence = facts.Current?.Detail,
            PermanentProvince = facts.Permanent?.Province,
            TemporaryProvince = facts.Current?.Province,
            Father = facts.Father?.Name,
            Mother = facts.Mother?.Name,
            Spouse = facts.Spouse?.Name,
        };

    private static (CitizenId Number, string Name, PartialDate Born)? ReadChild(
        RequestForm form,
        List<FormProblem> problems
    )
    {
        if (!CitizenId.TryParse(form.ChildNumber?.Replace(" ", "", StringComparison.Ordinal), out var number))
        {
            problems.Add(
                new(
                    "ChildNumber",
                    new(
                        "Nhập số định danh cá nhân của con: 12 chữ số, ba số đầu là mã tỉnh.",
                        "Enter the child's personal ID number: 12 digits, the first three name the province."
                    )
                )
            );
        }

        if (string.IsNullOrWhiteSpace(form.ChildName))
        {
            problems.Add(new("ChildName", new("Nhập họ và tên của con.", "Enter the child's full name.")));
        }

        if (!PartialDate.TryRead(form.ChildBirthDate, out var born))
        {
            problems.Add(
                new(
                    "ChildBirthDate",
                    new(
                        "Nhập ngày sinh của con dạng NGÀY/THÁNG/NĂM, ví dụ 03/04/2017; chỉ biết năm thì nhập năm.",
                        "Enter the child's date of birth as DAY/MONTH/YEAR, such as 03/04/2017, or the year if no more "
                            + "is known."
                    )
                )
            );
        }

        return problems.Count > 0 ? null : (number, form.ChildName!.Trim(), born);
    }
}

/// <summary>What came of looking for the person certified.</summary>
internal abstract record PersonFound
{
    private PersonFound() { }

    internal sealed record Found(CertifiedPerson Person, Requester Requester, FeePerson Fee) : PersonFound
    {
        /// <summary>Whether this city's authority may issue the certificate (Art. 44).</summary>
        internal bool ResidesHere => Fee.PermanentInCity || Fee.TemporaryInCity;
    }

    /// <summary>What is still to be typed before the register can be asked.</summary>
    internal sealed record Incomplete(IReadOnlyList<FormProblem> Problems) : PersonFound;

    /// <summary>Nobody of that number, name and birth date, or not a child of the requester: not told apart.</summary>
    internal sealed record NotMatching(RequesterRelation Relation) : PersonFound;

    internal sealed record Deceased : PersonFound;

    internal sealed record RegisterDown(UnreachableReason Reason) : PersonFound;
}
