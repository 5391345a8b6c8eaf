using Civic.JudicialRecords.Certificates.Approvals;
using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Policies;
using Civic.Shared.Identity;
using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.JudicialRecords.Certificates.Papers;

/// <summary>
/// The competent person comes back from a login about one paper. The key custodian checks that login by itself; what it
/// lets pass is approved here. A login about certificates goes on to <see cref="Confirm"/>.
/// </summary>
internal sealed class ConfirmPaper(Desk desk, SigningClient signing, PolicyPack pack)
{
    internal static async Task<IResult> HandleAsync(HttpContext http, BoundLoginAnswer answer)
    {
        var desk = http.RequestServices.GetRequiredService<Desk>();
        var me = desk.Officer.Subject;
        var paper = await desk.Database.Papers.SingleOrDefaultAsync(
            p => p.ListDigest == answer.Nonce && p.Proposer == me, http.RequestAborted);
        return paper is null
            ? await Confirm.HandleAsync(http, answer)
            : await http.RequestServices.GetRequiredService<ConfirmPaper>()
                .RunAsync(paper, answer, http.RequestAborted);
    }

    private async Task<IResult> RunAsync(Paper paper, BoundLoginAnswer answer, CancellationToken cancellation)
    {
        if (PaperTurns.Of(paper) != PaperTurn.Leader)
        {
            return Back(paper, "gone");
        }

        if (answer is not BoundLoginAnswer.Given given)
        {
            return await RefuseAsync(paper, Confirm.NoteOf(answer), cancellation);
        }

        var right = SigningProfiles.RightOf(desk.Officer, pack, desk.Now.DateInVietnam());
        if (right?.Profile != paper.Profile)
        {
            return await RefuseAsync(paper, "not-competent", cancellation);
        }

        var pdf = await desk.Database.PaperFiles.AsNoTracking()
            .Where(f => f.PaperId == paper.Id && f.Stage == PaperStage.Rendered)
            .Select(f => f.Content).SingleAsync(cancellation);
        var reply = await signing.ApproveAsync(
            new(paper.Profile!, paper.ListSalt!, [ProposePaper.AskedOf(paper, pdf)]), given.IdToken, cancellation);
        if (reply is SigningReply<bool>.Waits waits)
        {
            return await RefuseAsync(
                paper, waits.Code == SigningClient.SigningRefused ? "refused" : "unavailable", cancellation);
        }

        (paper.ApprovedBy, paper.ApprovedAt, paper.RenderedAt) = (desk.Officer.Subject, desk.Now, desk.Now);
        paper.Competence = right!.Basis;
        paper.Version++;
        desk.Audit("paper.approved", paper.AddressNumber!, "ok", []);
        await desk.Database.SaveChangesAsync(cancellation);
        return Back(paper, "approved");
    }

    private async Task<IResult> RefuseAsync(Paper paper, string note, CancellationToken cancellation)
    {
        desk.Audit("paper.approval-refused", paper.AddressNumber!, $"civic:judicial:step-up-{note}", []);
        await desk.Database.SaveChangesAsync(cancellation);
        return Back(paper, note);
    }

    private static SeeOther Back(Paper paper, string note) => new($"/staff/decisions/{paper.Id}?note={note}");
}
