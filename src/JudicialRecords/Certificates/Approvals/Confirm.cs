using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Identity;
using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.JudicialRecords.Certificates.Approvals;

/// <summary>
/// The competent person comes back from the login that was about their list. The key custodian checks that login by
/// itself; what it lets pass is approved here, each dossier that nobody changed meanwhile, all in one transaction.
/// </summary>
internal sealed class Confirm(Desk desk, SigningClient signing, WorkSignal signal, PolicyPack pack)
{
    internal static Task<IResult> HandleAsync(HttpContext http, BoundLoginAnswer answer) =>
        http.RequestServices.GetRequiredService<Confirm>().RunAsync(answer, http.RequestAborted);

    private async Task<IResult> RunAsync(BoundLoginAnswer answer, CancellationToken cancellation)
    {
        var digest = answer.Nonce;
        var proposal = await desk.Database.Proposals.Include(p => p.Items)
            .SingleOrDefaultAsync(p => p.ListDigest == digest && p.Proposer == desk.Officer.Subject, cancellation);
        if (proposal is null)
        {
            return new SeeOther("/staff/approvals?note=gone");
        }

        if (answer is not BoundLoginAnswer.Given given)
        {
            return await RefuseAsync(proposal, NoteOf(answer), cancellation);
        }

        // The day of the act decides who is competent, not the day on which the list was made.
        var right = SigningProfiles.RightOf(desk.Officer, pack, Today);
        if (right?.Profile != proposal.Profile)
        {
            return await RefuseAsync(proposal, "not-competent", cancellation);
        }

        // Each certificate says what held on its own day, and is signed on that day.
        if (proposal.ApprovedAt is null && proposal.Items.Any(i => i.IssueDate != Today))
        {
            return await RefuseAsync(proposal, "another-day", cancellation);
        }

        if (proposal.ApprovedAt is null && await AskAsync(proposal, given.IdToken, cancellation) is { } note)
        {
            return await RefuseAsync(proposal, note, cancellation);
        }

        return await ApproveAsync(proposal, right, cancellation);
    }

    private DateOnly Today => desk.Now.DateInVietnam();

    internal static string NoteOf(BoundLoginAnswer answer) => answer switch
    {
        BoundLoginAnswer.OtherPerson => "other-person",
        BoundLoginAnswer.Failed { What: "cancelled" or "unavailable" } failed => failed.What,
        _ => "failed",
    };

    /// <returns>Why not, as the page's note; null where the custodian took the login for this list.</returns>
    private async Task<string?> AskAsync(Proposal proposal, string idToken, CancellationToken cancellation) =>
        await signing.ApproveAsync(
            new(proposal.Profile, proposal.Salt,
                [.. proposal.Items.OrderBy(i => i.Position)
                    .Select(i => new DocumentAsked(i.AddressNumber, i.Sha256, i.SigningTime))]),
            idToken, cancellation) switch
        {
            SigningReply<bool>.Done => null,
            SigningReply<bool>.Waits { Code: SigningClient.SigningRefused } => "refused",
            _ => "unavailable",
        };

    private async Task<IResult> RefuseAsync(Proposal proposal, string note, CancellationToken cancellation)
    {
        desk.Audit("certificates.approval-refused", proposal.ListDigest, $"civic:judicial:step-up-{note}", []);
        await desk.Database.SaveChangesAsync(cancellation);
        return new SeeOther($"/staff/approvals/{proposal.ListDigest}?note={note}");
    }

    private async Task<IResult> ApproveAsync(
        Proposal proposal, SigningRight right, CancellationToken cancellation)
    {
        if (proposal.ApprovedAt is not null)
        {
            return new SeeOther("/staff/approvals?note=approved");
        }

        var ids = proposal.Items.Select(i => i.DossierId).ToList();
        var dossiers = await desk.Database.Dossiers.Include(d => d.History).AsSplitQuery()
            .Where(d => ids.Contains(d.Id)).ToDictionaryAsync(d => d.Id, cancellation);
        var holding = (await CaseFile.LoadAsync(desk.Database, [.. dossiers.Values], cancellation))
            .Where(f => f.StillSays(f.Judge(Today, pack))).Select(f => f.Dossier.Id).ToHashSet();
        var standing = proposal.Items.OrderBy(i => i.Position).Where(i => holding.Contains(i.DossierId)
            && MayStillApprove(dossiers[i.DossierId], i.DossierVersion, desk.Officer.Subject)).ToList();
        var (approved, left) = (standing.Count, ids.Count - standing.Count);
        foreach (var item in standing)
        {
            Approve(dossiers[item.DossierId], item, right);
        }

        try
        {
            await KeepAsync(proposal, cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody was faster between our reading and this: nothing is approved, and the list can be signed again.
            return new SeeOther($"/staff/approvals/{proposal.ListDigest}?note=changed");
        }

        signal.Wake();
        return ids.Count == 1 && left == 0
            ? new SeeOther($"/staff/dossiers/{ids[0]}?done=certificate.approved#told")
            : new SeeOther($"/staff/approvals?note=approved&approved={approved}&left={left}");
    }

    /// <summary>The files go from the list to the dossiers inside the database, which has them already.</summary>
    private async Task KeepAsync(Proposal proposal, CancellationToken cancellation)
    {
        proposal.ApprovedAt = desk.Now;
        var database = desk.Database.Database;
        await using var transaction = await database.BeginTransactionAsync(cancellation);
        await desk.Database.SaveChangesAsync(cancellation);
        // What was rendered with its salt is what became the certificate.
        await database.ExecuteSqlAsync(
            $"""
            INSERT INTO stored_documents (dossier_id, kind, content, stored_at)
            SELECT p.dossier_id, {(int)DocumentKind.CertificateRendered}, p.pdf, {desk.Now.UtcTicks}
            FROM proposed_certificates p JOIN certificates c ON c.dossier_id = p.dossier_id AND c.salt = p.salt
            WHERE p.list_digest = {proposal.ListDigest}
            """,
            cancellation);
        await database.ExecuteSqlAsync(
            $"DELETE FROM proposed_certificates WHERE list_digest = {proposal.ListDigest}", cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <param name="dossier">As it stands now.</param>
    /// <param name="rendered">Its version when the certificate was made that the person looked at.</param>
    /// <param name="subject">Whoever came back from the login.</param>
    internal static bool MayStillApprove(Dossier dossier, int rendered, string subject) =>
        dossier.Version == rendered && dossier.Hinders(DossierEvent.Approved, subject) is null;

    private void Approve(Dossier dossier, ProposedCertificate item, SigningRight right)
    {
        dossier.Must(DossierEvent.Approved, desk.Hand);
        desk.Database.Certificates.Add(item.ToCertificate(right));
        desk.Database.StaffActs.Add(
            desk.Officer.Act(dossier.Id, desk.Now, "certificate.approved", new StaffForm { Version = 0 }));
        desk.Audit("certificate.approved", dossier.Code, "ok", new() { ["sha256"] = item.Sha256 });
    }
}
