using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Payments;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Decisions;

/// <summary>
/// Reception refuses a request on a ground of Art. 49: state 1 to 3. Whether the fee goes back the pack says.
/// </summary>
internal static class Refuse
{
    /// <summary>Art. 49: outside the competence; no right to ask for another; papers incomplete or forged.</summary>
    internal static readonly IReadOnlyDictionary<string, Shared.Web.Bilingual> Grounds = new Dictionary<
        string,
        Shared.Web.Bilingual
    >
    {
        ["49-1"] = new("Khoản 1: không thuộc thẩm quyền", "(1) outside the agency's competence"),
        ["49-2"] = new(
            "Khoản 2: người yêu cầu cấp cho người khác không đủ điều kiện",
            "(2) whoever asks for somebody else may not"
        ),
        ["49-3"] = new("Khoản 3: giấy tờ không đầy đủ hoặc giả mạo", "(3) papers incomplete or forged"),
    };

    internal static void Map(RouteGroupBuilder group) =>
        group.MapPost("/refuse", HandleAsync).RequireAuthorization(Shared.SignIn.Policies.Reception);

    private static Task<IResult> HandleAsync(
        Guid id, StaffForm? form, Desk desk, PolicyPack pack, CancellationToken cancellation) =>
        desk.ActAsync(
            id,
            form,
            "dossier.refused",
            (dossier, f) => CloseAsync(dossier, f, DossierEvent.Refused, desk, pack, cancellation),
            cancellation
        );

    /// <summary>
    /// Ends the request on a ground of Art. 49: the signed notice is asked for, and the refund if it is due.
    /// </summary>
    internal static async Task<Outcome> CloseAsync(
        Dossier dossier,
        StaffForm form,
        DossierEvent end,
        Desk desk,
        PolicyPack pack,
        CancellationToken cancellation
    )
    {
        if (dossier.Hinders(end, desk.Officer.Subject) is { } hindrance)
        {
            return Refusals.Of(hindrance);
        }

        if (form.Choice is null || !Grounds.TryGetValue(form.Choice, out var ground))
        {
            return Refusals.ChoiceMissing;
        }

        if (!form.HasReason)
        {
            return Refusals.ReasonMissing;
        }

        await EndAsync(
            desk.Database, dossier, end, new(ground, form.Reason), desk.Author, pack, cancellation);
        return new Outcome.Done(new("Đã từ chối; thông báo được lập.", "Refused; the notice is being made."));
    }

    /// <summary>In the caller's transaction, who has made sure that nothing can hinder it.</summary>
    internal static async Task EndAsync(
        JudicialDbContext database, Dossier dossier, DossierEvent end, RefusalGround why, PaperAuthor author,
        PolicyPack pack, CancellationToken cancellation)
    {
        var reason = $"Điều 49, {why.Ground.Vi.ToLowerInvariant()}. {why.Reason}";
        dossier.Must(end, new(author.Subject, author.Now, reason));
        var rule = pack.Refunds.On(dossier.SubmittedAt.DateInVietnam());
        await Refunds.AskAsync(database, dossier, rule, cancellation);
        var kept = !PaymentRules.IsFeeBack(dossier, wasProcessed: false, rule);
        await PaperRequest.AskAsync(
            database, dossier, PaperKind.RefusalNotice, author,
            head => ReceptionPapers.RefusalNotice(head, dossier, reason, kept), pack, cancellation);
    }
}

/// <param name="Ground">One of <see cref="Refuse.Grounds"/>.</param>
internal sealed record RefusalGround(Shared.Web.Bilingual Ground, string Reason);

/// <summary>
/// A ground of Art. 49 that shows only during the work: the case officer ends the request, state 4 to a final 8, with
/// the signed notice and the refund.
/// </summary>
internal static class Stop
{
    internal static void Map(RouteGroupBuilder group) =>
        group.MapPost("/stop", HandleAsync).RequireAuthorization(Shared.SignIn.Policies.CaseOfficer);

    private static Task<IResult> HandleAsync(
        Guid id, StaffForm? form, Desk desk, PolicyPack pack, CancellationToken cancellation) =>
        desk.ActAsync(
            id,
            form,
            "dossier.stopped",
            (dossier, f) => Refuse.CloseAsync(dossier, f, DossierEvent.Stopped, desk, pack, cancellation),
            cancellation
        );
}

internal static class Refunds
{
    /// <summary>Marks what was paid as to be refunded, where it is; the payments' worker asks the gateway.</summary>
    internal static async Task AskAsync(
        JudicialDbContext database, Dossier dossier, RefundRule rule, CancellationToken cancellation)
    {
        // Neither of the ends that ask here depends on whether work had begun.
        if (!PaymentRules.IsFeeBack(dossier, wasProcessed: false, rule))
        {
            return;
        }

        var paid = await database
            .PaymentOrders.Where(o => o.DossierId == dossier.Id && o.Status == PaymentStatus.Paid)
            .ToListAsync(cancellation);
        foreach (var order in paid)
        {
            order.Status = PaymentStatus.RefundAsked;
            order.Version++;
        }
    }
}
