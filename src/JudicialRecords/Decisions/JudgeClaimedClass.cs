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
            || kept.Facts.Claims.All(c => c.Class != claimed))
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
            Claims = [.. kept.Facts.Claims.Select(c => c.Class == claimed ? c with { Evidence = evidence } : c)],
        };
        await FeeAnew.AssessAsync(dossier, facts, desk, pack, cancellation);
        return new Outcome.Done(new("Đã xét đối tượng và tính lại phí.", "Judged; the fee was assessed again."));
    }
}
