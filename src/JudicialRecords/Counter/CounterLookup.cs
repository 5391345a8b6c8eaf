using Civic.JudicialRecords.Fees;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Records;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.JudicialRecords.Submission;
using Civic.Shared.Audit;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Counter;

/// <summary>
/// Finds the person certified in the population register, asked in the officer's name, and whether the register shows
/// the relation that is claimed. What it does not show is for reception to see from papers; it is never guessed.
/// </summary>
internal sealed class CounterLookup(
    PopulationRegister register, JudicialDbContext database, PolicyPack pack, TimeProvider clock)
{
    internal async Task<CounterPerson> FindAsync(CounterForm form, string officer, CancellationToken cancellation)
    {
        var problems = new List<FormProblem>();
        if (form.ReadPerson(problems) is not { } asked)
        {
            return new CounterPerson.Incomplete(problems);
        }

        var minor = asked.Born.OldestOn(clock.TodayInVietnam()) < WhoMayAsk.AdultFromAge;
        if (form.ReadRequester(asked, minor, problems) is not { } requester)
        {
            return new CounterPerson.Incomplete(problems);
        }

        var answer = await AskAsync(asked.Number, asked.Name, asked.Born, officer, cancellation);
        return answer switch
        {
            RegisterReply<PopulationFacts>.Unreachable => new CounterPerson.RegisterDown(),
            RegisterReply<PopulationFacts>.NothingOnRecord => new CounterPerson.NotFound(),
            RegisterReply<PopulationFacts>.Facts facts => new CounterPerson.Found(
                PersonLookup.Certified(facts.Value),
                requester,
                PersonLookup.FeeOf(facts, pack.Authorities.On(clock.TodayInVietnam()).ProvinceCode),
                await IsShownAsync(facts.Value, requester, form, officer, cancellation),
                facts.Value.DiedOn is not null),
            _ => throw new System.Diagnostics.UnreachableException("A register has three answers."),
        };
    }

    private async Task<bool> IsShownAsync(
        PopulationFacts person, Requester requester, CounterForm form, string officer, CancellationToken cancellation)
    {
        switch (requester.Relation)
        {
            case RequesterRelation.ParentOfMinor or RequesterRelation.Parent:
                return person.Father?.Number?.Value == requester.Number
                    || person.Mother?.Number?.Value == requester.Number;
            case RequesterRelation.Spouse:
                return person.Spouse?.Number?.Value == requester.Number;
            case RequesterRelation.Child when form.RequesterBorn is { } born:
                var own = await AskAsync(
                    CitizenId.Parse(requester.Number), requester.Name, born, officer, cancellation);
                return own is RegisterReply<PopulationFacts>.Facts child
                    && (child.Value.Father?.Number == person.Number || child.Value.Mother?.Number == person.Number);
            default:
                return false;
        }
    }

    private async Task<RegisterReply<PopulationFacts>> AskAsync(
        CitizenId number, string name, PartialDate born, string officer, CancellationToken cancellation)
    {
        var answer = await register.FindAsync(
            new PopulationQuery(number, name, BirthDate.From(born), officer), cancellation);
        database.Audit(clock, officer, "register.asked", "counter", answer.Call.Outcome,
            new Dictionary<string, string>
            {
                ["register"] = answer.Call.Register,
                ["request"] = answer.Call.Id.ToString(),
                ["purpose"] = "counter",
            });
        await database.SaveChangesAsync(cancellation);
        return answer;
    }
}

/// <summary>What came of looking for the person certified.</summary>
internal abstract record CounterPerson
{
    private CounterPerson() { }

    internal sealed record Incomplete(IReadOnlyList<FormProblem> Problems) : CounterPerson;

    internal sealed record NotFound : CounterPerson;

    internal sealed record RegisterDown : CounterPerson;

    /// <param name="RelationShown">Whether the register itself shows the relation claimed.</param>
    internal sealed record Found(
        CertifiedPerson Person, Requester Requester, FeePerson Fee, bool RelationShown, bool HasDied) : CounterPerson
    {
        internal bool ResidesHere => Fee.PermanentInCity || Fee.TemporaryInCity;

        /// <summary>A relative whose relation no register shows proves it by papers, which are scanned.</summary>
        internal bool NeedsEvidence =>
            !RelationShown
            && Requester.Relation
                is RequesterRelation.ParentOfMinor
                    or RequesterRelation.Parent
                    or RequesterRelation.Spouse
                    or RequesterRelation.Child;

        internal bool NeedsScan => NeedsEvidence || Requester.Paper is not null;
    }
}
