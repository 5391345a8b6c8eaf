using System.Security.Cryptography;
using Civic.JudicialRecords.Certificates.Approvals;
using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Identity;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Certificates.Papers;

/// <summary>
/// The competent person wants to sign a drafted paper. It gets its number, date and signing time and is rendered, so
/// that the login which follows is about exact bytes. Nothing is approved yet.
/// </summary>
internal sealed class ProposePaper(Desk desk, SigningLists signing, PolicyPack pack)
{
    /// <returns>Null where it can be signed now.</returns>
    internal async Task<Outcome.Refused?> RunAsync(Guid id, CancellationToken cancellation)
    {
        await using var transaction = await desk.Database.Database.BeginTransactionAsync(cancellation);
        var paper = await desk.Database.Papers.SingleOrDefaultAsync(p => p.Id == id, cancellation);
        if (paper is null || PaperTurns.Of(paper) != PaperTurn.Leader)
        {
            return Refusals.NotThisStep;
        }

        if (paper.AskedBy == desk.Officer.Subject)
        {
            desk.Audit("paper.proposed", paper.Id.ToString(), $"civic:judicial:{Refusals.SameHands.Code}", []);
            await desk.Database.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
            return Refusals.SameHands;
        }

        var authority = pack.Authorities.On(Today);
        if (SigningProfiles.Of(desk.Officer, pack, Today) is not { } profile)
        {
            return Refusals.NoKey;
        }

        await FixAsync(paper, authority, profile, cancellation);
        if (await RenderAsync(paper, cancellation) is not { } pdf)
        {
            return Refusals.SigningDown;
        }

        await KeepAsync(paper, pdf, cancellation);
        await transaction.CommitAsync(cancellation);
        return null;
    }

    private DateOnly Today => desk.Now.DateInVietnam();

    /// <summary>A number once given stays the paper's, as long as the year does.</summary>
    private async Task FixAsync(
        Paper paper, IssuingAuthority authority, string profile, CancellationToken cancellation)
    {
        if (paper.PrintedNumber is null || paper.IssueDate?.Year != Today.Year)
        {
            var number = await PaperNumber.NextAsync(desk.Database, paper.Kind, Today, authority, cancellation);
            (paper.PrintedNumber, paper.AddressNumber) = (number.Printed, number.InAddresses);
        }

        var signer = CertificateWording.Signer(desk.Officer.Name, desk.Officer.Title, authority);
        paper.IssueDate = Today;
        paper.Profile = profile;
        paper.Proposer = desk.Officer.Subject;
        // PDF dates and the list's digest hold whole seconds.
        paper.SigningTime = DateTimeOffset.FromUnixTimeSeconds(desk.Now.ToUnixTimeSeconds());
        paper.ContentJson = LawJson.Write(LawJson.Read<PaperContent>(paper.ContentJson!) with
        {
            HeaderLines = [.. authority.HeaderLines],
            Number = paper.PrintedNumber!,
            Place = authority.Place,
            IssueDate = Today,
            SignerTitles = [.. signer.Titles],
            SignerName = signer.Name,
        });
        paper.Version++;
    }

    private async Task<byte[]?> RenderAsync(Paper paper, CancellationToken cancellation)
    {
        var content = LawJson.Read<PaperContent>(paper.ContentJson!);
        paper.Salt = CanonicalContent.NewSalt();
        paper.ContentDigest = CanonicalContent.Digest(CanonicalContent.Of(content), paper.Salt);
        var asked = new StatementAsked(paper.AddressNumber!, Today, paper.ContentDigest);
        if (await signing.MakeStatementsAsync([asked], cancellation)
            is not SigningReply<Dictionary<string, string>>.Done(var addresses))
        {
            return null;
        }

        paper.VerificationAddress = addresses[asked.Number];
        return PaperPdf.Render(
            content, paper.Kind, new Uri(paper.VerificationAddress), paper.SigningTime!.Value);
    }

    private async Task KeepAsync(Paper paper, byte[] pdf, CancellationToken cancellation)
    {
        var kept = desk.Database.PaperFiles.Where(f => f.PaperId == paper.Id && f.Stage == PaperStage.Rendered);
        await kept.ExecuteDeleteAsync(cancellation);
        desk.Database.PaperFiles.Add(new PaperFile
        {
            PaperId = paper.Id,
            Stage = PaperStage.Rendered,
            Content = pdf,
            StoredAt = desk.Now,
        });
        paper.ListSalt = CanonicalContent.NewSalt();
        paper.ListDigest = Proposal.DigestOf(paper.ListSalt, paper.Profile!, [AskedOf(paper, pdf)]);
        desk.Audit("paper.proposed", paper.AddressNumber!, "ok", []);
        await desk.Database.SaveChangesAsync(cancellation);
    }

    internal static DocumentAsked AskedOf(Paper paper, byte[] pdf) =>
        new(paper.AddressNumber!, Convert.ToHexStringLower(SHA256.HashData(pdf)), paper.SigningTime!.Value);
}
