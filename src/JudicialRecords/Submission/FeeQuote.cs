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
    ClassRegisters registers, JudicialDbContext database, PolicyPack pack, TimeProvider clock)
{
    internal async Task<Quote> MakeAsync(
        Declaration declaration, FeePerson person, Citizen requester, CancellationToken cancellation)
    {
        var number = CitizenId.Parse(declaration.Person.Number);
        var today = clock.TodayInVietnam();
        var answers = await registers.AskAsync(number, requester.Subject, today, cancellation);
        var claims = answers.Claims.ToList();
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
        await AuditAsync(requester, answers.Calls, cancellation);
        return new Quote(facts, FeeRules.Assess(facts, pack));
    }

    private async Task AuditAsync(
        Citizen requester, IReadOnlyList<RegisterCall> calls, CancellationToken cancellation)
    {
        foreach (var call in calls)
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
