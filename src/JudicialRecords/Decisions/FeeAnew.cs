using Civic.JudicialRecords.Fees;
using Civic.JudicialRecords.Payments;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Decisions;

/// <summary>A fee assessed again from facts that reception completed; what is then owed is asked for.</summary>
internal static class FeeAnew
{
    internal static async Task AssessAsync(
        Dossier dossier, FeeFacts facts, Desk desk, PolicyPack pack, CancellationToken cancellation)
    {
        var assessment = FeeRules.Assess(facts, pack);
        var trace = LawJson.Write(new FeeRecord(facts, assessment));
        if (assessment is not FeeAssessment.Decided fee)
        {
            dossier.Assess(Money.Zero, Money.Zero, Money.Zero, Money.Zero, trace, decided: false);
            return;
        }

        dossier.Assess(fee.List, fee.Waived, fee.City, fee.Citizen, trace, decided: true);
        await Prepayments.SettleAsync(
            desk.Database, pack, dossier, new(desk.Officer.Subject, desk.Now), cancellation);
    }
}
