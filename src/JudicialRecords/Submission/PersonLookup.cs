using System.Globalization;
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
            return Judge(self, citizen.BirthDate, new(citizen.Number.Value, citizen.Name, RequesterRelation.Oneself));
        }

        var problems = new List<FormProblem>();
        if (ReadChild(form, problems) is not { } child)
        {
            return new PersonFound.Incomplete(problems);
        }

        var limits = pack.Limits.On(clock.TodayInVietnam());
        if (BirthDate.Of(child.Born).YoungestOn(clock.TodayInVietnam()) >= limits.OwnAccountFromAge)
        {
            return new PersonFound.Incomplete([
                new(
                    "ChildBirthDate",
                    new(
                        $"Người từ đủ {limits.OwnAccountFromAge} tuổi tự yêu cầu bằng tài khoản VNeID của mình.",
                        $"From the age of {limits.OwnAccountFromAge} a person asks with their own VNeID account."
                    )
                ),
            ]);
        }

        var answer = await AskAsync(child.Number, child.Name, child.Born, citizen, cancellation);
        return Judge(answer, child.Born, new(citizen.Number.Value, citizen.Name, RequesterRelation.ParentOfMinor));
    }

    private async Task<RegisterReply<PopulationFacts>> AskAsync(
        CitizenId number,
        string name,
        DateOnly born,
        Citizen asker,
        CancellationToken cancellation
    )
    {
        var answer = await register.FindAsync(
            new PopulationQuery(number, name, BirthDate.Of(born), asker.Subject),
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

    private PersonFound Judge(RegisterReply<PopulationFacts> answer, DateOnly born, Requester requester) =>
        answer switch
        {
            RegisterReply<PopulationFacts>.Unreachable down => new PersonFound.RegisterDown(down.Reason),
            RegisterReply<PopulationFacts>.NothingOnRecord => new PersonFound.NotMatching(requester.Relation),
            RegisterReply<PopulationFacts>.Facts { Value.DiedOn: not null } => new PersonFound.Deceased(),
            RegisterReply<PopulationFacts>.Facts facts when !MayAsk(facts.Value, requester) =>
                new PersonFound.NotMatching(requester.Relation),
            RegisterReply<PopulationFacts>.Facts facts => Found(facts, born, requester),
            _ => throw new System.Diagnostics.UnreachableException(
                "A register states facts, nothing, or is not reached."
            ),
        };

    private static bool MayAsk(PopulationFacts person, Requester requester) =>
        requester.Relation == RequesterRelation.Oneself
        || person.Father?.Number?.Value == requester.Number
        || person.Mother?.Number?.Value == requester.Number;

    private PersonFound.Found Found(RegisterReply<PopulationFacts>.Facts facts, DateOnly born, Requester requester)
    {
        return new PersonFound.Found(
            Certified(facts.Value, born),
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

    /// <summary>The register may know the year of birth only; the day is then the one that it matched.</summary>
    internal static CertifiedPerson Certified(PopulationFacts facts, DateOnly born) =>
        new()
        {
            Number = facts.Number.Value,
            OldNumber = facts.OldNumber,
            Name = facts.Name,
            IsMale = facts.IsMale,
            BirthDate = facts.BirthDate.Day ?? born,
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

    private static (CitizenId Number, string Name, DateOnly Born)? ReadChild(
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

        if (
            !DateOnly.TryParseExact(
                form.ChildBirthDate?.Trim(),
                ["dd/MM/yyyy", "d/M/yyyy", "yyyy-MM-dd"],
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var born
            )
        )
        {
            problems.Add(
                new(
                    "ChildBirthDate",
                    new(
                        "Nhập ngày sinh của con dạng NGÀY/THÁNG/NĂM, ví dụ 03/04/2017.",
                        "Enter the child's date of birth as DAY/MONTH/YEAR, such as 03/04/2017."
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
