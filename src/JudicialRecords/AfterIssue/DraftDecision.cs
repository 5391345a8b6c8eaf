using Civic.JudicialRecords.Certificates;
using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.Shared.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.AfterIssue;

/// <summary>
/// Art. 50: an issued certificate that is inaccurate or unlawful is supplemented, corrected, revoked or cancelled by a
/// decision. A case officer or division head drafts it; the competent person, somebody else, signs it.
/// </summary>
internal static class DraftDecision
{
    internal const string Action = "decision.drafted";

    internal static readonly IReadOnlyDictionary<string, PaperKind> Kinds = new Dictionary<string, PaperKind>
    {
        ["supplement"] = PaperKind.Supplement,
        ["correct"] = PaperKind.Correction,
        ["revoke"] = PaperKind.Revocation,
        ["cancel"] = PaperKind.Cancellation,
    };

    internal static void Map(RouteGroupBuilder group) =>
        group.MapPost("/draft-decision", HandleAsync)
            .RequireAuthorization(Shared.SignIn.Policies.Staff)
            .RequireAuthorization(p => p.RequireClaim(BridgeClaims.Roles, Roles.CaseOfficer, Roles.DivisionHead));

    /// <summary>Why nothing can be drafted now; null where something can.</summary>
    internal static Outcome.Refused? Missing(Certificate? certificate, IEnumerable<Paper> papers)
    {
        var decisions = papers.Where(p => p.Kind.ChangesCertificate()).ToList();
        return certificate?.IssuedAt is null ? Refusals.NotIssued
            : decisions.Any(p => PaperTurns.Of(p) != PaperTurn.Nobody) ? Refusals.DecisionPending
            : decisions.Any(p => p.IssuedAt is not null && p.Kind is PaperKind.Revocation or PaperKind.Cancellation)
                ? Refusals.CertificateGone
            : null;
    }

    private static Task<IResult> HandleAsync(
        Guid id, StaffForm? form, Desk desk, PolicyPack pack, CancellationToken cancellation) =>
        desk.ActAsync(
            id, form, Action, (dossier, f) => DecideAsync(dossier, f, desk, pack, cancellation), cancellation);

    private static async Task<Outcome> DecideAsync(
        Dossier dossier, StaffForm form, Desk desk, PolicyPack pack, CancellationToken cancellation)
    {
        var certificate = await desk.Database.Certificates.AsNoTracking()
            .SingleOrDefaultAsync(c => c.DossierId == dossier.Id, cancellation);
        var papers = await desk.Database.Papers.AsNoTracking()
            .Where(p => p.DossierId == dossier.Id).ToListAsync(cancellation);
        if (Missing(certificate, papers) is { } missing)
        {
            return missing;
        }

        if (form.Choice is null || !Kinds.TryGetValue(form.Choice, out var kind))
        {
            return Refusals.ChoiceMissing;
        }

        if (!form.HasReason)
        {
            return Refusals.ReasonMissing;
        }

        if (kind is PaperKind.Supplement or PaperKind.Correction && form.Wording is null)
        {
            return Refusals.WordingMissing;
        }

        var draft = new DecisionDraft(kind, form.Reason, form.Wording, form.Anew);
        desk.Database.Papers.Add(new Paper
        {
            DossierId = dossier.Id,
            Kind = kind,
            AskedAt = desk.Now,
            AskedBy = desk.Officer.Subject,
            AskedByName = desk.Officer.Name,
            Reason = form.Reason,
            Wording = form.Wording,
            WithNewCertificate = form.Anew,
            ContentJson = LawJson.Write(DecisionText.Write(draft, dossier, certificate!, desk.Author, pack)),
        });
        return new Outcome.Done(new("Đã soạn quyết định, trình ký.", "Drafted; it is now with the leader."));
    }
}

internal sealed record DecisionDraft(PaperKind Kind, string Reason, string? Wording, bool Anew);
