using Civic.JudicialRecords.Fees;
using Civic.JudicialRecords.Payments;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Records;
using Civic.JudicialRecords.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Decisions;

/// <summary>
/// Reception asks the registers once more that were down at submission, and the fee is assessed again by what they
/// prove for the day of the submission. Judgements already made on papers stand.
/// </summary>
internal static class AssessFeeAgain
{
    internal const string Action = "fee.assessed-again";

    internal static void Map(RouteGroupBuilder group) =>
        group.MapPost("/assess-fee", HandleAsync).RequireAuthorization(Shared.SignIn.Policies.Reception);

    /// <summary>Whether a register that was down is all that keeps the fee undecided.</summary>
    internal static bool IsDue(Dossier dossier, FeeRecord? kept) =>
        dossier is { State: DossierState.Registered, FeeDecided: false }
        && kept?.Facts.Claims.Any(c => c.Evidence == ClaimEvidence.RegisterDown) == true;

    private static async Task<IResult> HandleAsync(
        Guid id,
        StaffForm? form,
        Desk desk,
        ClassRegisters registers,
        PolicyPack pack,
        CancellationToken cancellation
    )
    {
        // Asked before the transaction begins: nothing is held while the network is slow.
        var before = await desk
            .Database.Dossiers.AsNoTracking()
            .SingleOrDefaultAsync(d => d.Id == id, cancellation);
        var answers =
            form is not null && before is not null && IsDue(before, KeptFee(before))
                ? await registers.AskAsync(
                    before.PersonNumber,
                    desk.Officer.Subject,
                    KeptFee(before).Facts.ReceivedOn,
                    cancellation
                )
                : null;
        return await desk.ActAsync(
            id,
            form,
            Action,
            (dossier, _) => DecideAsync(dossier, answers, desk, pack, cancellation),
            cancellation
        );
    }

    private static async Task<Outcome> DecideAsync(
        Dossier dossier,
        ClassAnswers? answers,
        Desk desk,
        PolicyPack pack,
        CancellationToken cancellation
    )
    {
        var kept = KeptFee(dossier);
        if (answers is null || !IsDue(dossier, kept))
        {
            return Refusals.NotThisStep;
        }

        Audit(dossier, answers.Calls, desk);
        if (await desk.Database.PaymentOrders.AnyAsync(
            o => o.DossierId == dossier.Id && o.Method != PaymentMethod.Vneid, cancellation))
        {
            return Refusals.PaymentExists;
        }

        if (Completed(kept.Facts.Claims, answers.Claims, Declarations.Of(dossier).ClaimedClass) is not { } claims)
        {
            return Refusals.RegisterStillDown;
        }

        await FeeAnew.AssessAsync(dossier, kept.Facts with { Claims = claims }, desk, pack, cancellation);
        return new Outcome.Done(new("Đã tra cứu lại và tính lại phí.", "Asked again; the fee was assessed again."));
    }

    /// <summary>
    /// The claims with what the registers answer now in place of what was open. A class that the citizen claims and
    /// no register proves is left to reception's judgement.
    /// </summary>
    /// <returns>Null where not one of the registers that were down has answered.</returns>
    private static List<ClassClaim>? Completed(
        IReadOnlyList<ClassClaim> before,
        IReadOnlyList<ClassClaim> now,
        string? claimedClass
    )
    {
        var down = before.Where(c => c.Evidence == ClaimEvidence.RegisterDown).ToList();
        var answered = down.Where(d =>
                now.All(n => n.Class != d.Class || n.Evidence != ClaimEvidence.RegisterDown)
            )
            .Select(d => d.Class)
            .ToHashSet();
        if (answered.Count == 0)
        {
            return null;
        }

        var claims = before
            .Where(c => !answered.Contains(c.Class))
            .Concat(now.Where(n => answered.Contains(n.Class)))
            .ToList();
        if (
            Enum.TryParse<FeeClass>(claimedClass, out var claimed)
            && answered.Contains(claimed)
            && claims.All(c => c.Class != claimed)
        )
        {
            claims.Add(new ClassClaim(claimed, ClaimEvidence.NotProved, "tờ khai"));
        }

        return claims;
    }

    private static void Audit(Dossier dossier, IReadOnlyList<RegisterCall> calls, Desk desk)
    {
        foreach (var call in calls)
        {
            desk.Audit(
                "register.asked",
                dossier.Code,
                call.Outcome,
                new Dictionary<string, string>
                {
                    ["register"] = call.Register,
                    ["request"] = call.Id.ToString(),
                    ["purpose"] = "fee",
                }
            );
        }
    }

    private static FeeRecord KeptFee(Dossier dossier) => LawJson.Read<FeeRecord>(dossier.FeeTraceJson);
}
