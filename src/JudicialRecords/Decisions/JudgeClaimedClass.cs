using Civic.JudicialRecords.Fees;
using Civic.JudicialRecords.Payments;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Decisions;

/// <summary>
/// Reception judges a class that the person claims and no register proves, before any payment order exists; the fee is
/// assessed again with that judgement.
/// </summary>
internal static class JudgeClaimedClass
{
    internal const string Accepted = "accepted";
    internal const string Rejected = "rejected";

    internal static void Map(RouteGroupBuilder group) =>
        group.MapPost("/judge-class", HandleAsync).RequireAuthorization(Shared.SignIn.Policies.Reception);

    private static Task<IResult> HandleAsync(
        Guid id, StaffForm? form, Desk desk, PolicyPack pack, CancellationToken cancellation) =>
        desk.ActAsync(id, form, "class.judged", (d, f) => DecideAsync(d, f, desk, pack, cancellation), cancellation);

    private static async Task<Outcome> DecideAsync(
        Dossier dossier, StaffForm form, Desk desk, PolicyPack pack, CancellationToken cancellation)
    {
        if (dossier is not { State: DossierState.Registered, FeeDecided: false })
        {
            return Refusals.NotThisStep;
        }

        if (await desk.Database.PaymentOrders.AnyAsync(
            o => o.DossierId == dossier.Id && o.Method != PaymentMethod.Vneid, cancellation))
        {
            return Refusals.PaymentExists;
        }

        var kept = LawJson.Read<FeeRecord>(dossier.FeeTraceJson);
        if (form.Choice is not (Accepted or Rejected) || !Enum.TryParse<FeeClass>(form.Subject, out var claimed)
            || OpenClaim(kept, claimed) is not { } claim)
        {
            return Refusals.ChoiceMissing;
        }

        if (!form.HasReason)
        {
            return Refusals.ReasonMissing;
        }

        var evidence = form.Choice == Accepted ? ClaimEvidence.PapersAccepted : ClaimEvidence.PapersRejected;
        var facts = kept.Facts with
        {
            Claims = [.. kept.Facts.Claims.Where(c => c.Class != claimed), claim with { Evidence = evidence }],
        };
        await FeeAnew.AssessAsync(dossier, facts, desk, pack, cancellation);
        return new Outcome.Done(new("Đã xét đối tượng và tính lại phí.", "Judged; the fee was assessed again."));
    }

    /// <summary>Nobody claims a class that only the year of birth leaves open, so no claim holds it yet.</summary>
    private static ClassClaim? OpenClaim(FeeRecord kept, FeeClass claimed) =>
        kept.Facts.Claims.FirstOrDefault(c => c.Class == claimed)
        ?? (kept.Assessment is FeeAssessment.AwaitsJudgement { Claims: var open } && open.Contains(claimed)
            ? new ClassClaim(claimed, ClaimEvidence.NotProved, "giấy tờ")
            : null);
}
