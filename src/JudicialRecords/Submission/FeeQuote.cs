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
        Declaration declaration, FeePerson person, Submitter submitter, CancellationToken cancellation)
    {
        var number = CitizenId.Parse(declaration.Person.Number);
        var today = clock.TodayInVietnam();
        var byAgency = declaration.Requester.IsAgency;
        var answers = byAgency
            ? new ClassAnswers([], [])
            : await registers.AskAsync(number, submitter.Actor, today, cancellation);
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
            RequesterLevel = submitter.Level,
            Channel = ChannelOf(submitter.Channel),
            Claims = claims,
            ByAgency = byAgency,
        };
        await AuditAsync(submitter, answers.Calls, cancellation);
        return new Quote(facts, FeeRules.Assess(facts, pack));
    }

    private static RequestChannel ChannelOf(Channel channel) => channel switch
    {
        Channel.Counter => RequestChannel.Counter,
        Channel.Post => RequestChannel.Post,
        Channel.VneidApplication => RequestChannel.VneidApplication,
        _ => RequestChannel.Vneid,
    };

    private async Task AuditAsync(
        Submitter submitter, IReadOnlyList<RegisterCall> calls, CancellationToken cancellation)
    {
        foreach (var call in calls)
        {
            database.Audit(clock, submitter.Actor, "register.asked", submitter.Subject, call.Outcome,
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
