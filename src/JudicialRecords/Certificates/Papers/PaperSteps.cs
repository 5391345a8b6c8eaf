using System.Diagnostics;
using System.Security.Cryptography;
using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Decisions.Papers;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Audit;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Certificates.Papers;

/// <summary>
/// From the paper's fixed words to the sealed file in the issuance log, one step a call. Each step commits its result
/// with its audit event; repeated after a crash it asks Signing with the same key and gets the same answer.
/// </summary>
internal sealed class PaperSteps(JudicialDbContext database, SigningClient signing, TimeProvider clock)
{
    private const string System = "system";
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    internal async Task RunAsync(Guid id, CancellationToken cancellation)
    {
        var paper = await database.Papers.SingleAsync(p => p.Id == id, cancellation);
        var waits = PaperTurns.Of(paper) switch
        {
            PaperTurn.Rendering => await RenderAsync(paper, cancellation),
            PaperTurn.PersonSignature => await SignAsync(paper, cancellation),
            PaperTurn.AgencySeal => await SealAsync(paper, cancellation),
            _ => null,
        };
        paper.ClaimedUntil = null;
        paper.Version++;
        if (waits is { } code)
        {
            Wait(paper, code);
        }
        else
        {
            (paper.WaitsFor, paper.RetryAt, paper.Attempts) = (null, null, 0);
        }

        await database.SaveChangesAsync(cancellation);
    }

    private async Task<string?> RenderAsync(Paper paper, CancellationToken cancellation)
    {
        var content = LawJson.Read<PaperContent>(paper.ContentJson!);
        paper.Salt ??= CanonicalContent.NewSalt();
        paper.ContentDigest = CanonicalContent.Digest(CanonicalContent.Of(content), paper.Salt);
        var statement = await signing.MakeStatementAsync(
            paper.AddressNumber!, paper.IssueDate!.Value, paper.ContentDigest, cancellation);
        if (statement is not SigningReply<string>.Done(var address))
        {
            return ((SigningReply<string>.Waits)statement).Code;
        }

        paper.VerificationAddress = address;
        Store(
            paper, PaperStage.Rendered,
            PaperPdf.Render(content, paper.Kind, new Uri(address), paper.SigningTime!.Value));
        paper.RenderedAt = clock.GetUtcNow();
        return null;
    }

    private async Task<string?> SignAsync(Paper paper, CancellationToken cancellation)
    {
        var reply = await signing.SealAsync(
            new(paper.Profile!, CertificatePdf.PersonField, paper.AddressNumber!,
                await FileAsync(paper, PaperStage.Rendered, cancellation)),
            $"{paper.Id}:person", cancellation);
        if (reply is not SigningReply<SealedPdf>.Done(var signed))
        {
            return ((SigningReply<SealedPdf>.Waits)reply).Code;
        }

        Store(paper, PaperStage.Signed, signed.Content);
        paper.PersonSignedAt = clock.GetUtcNow();
        database.Audit(clock, System, "paper.signed", paper.AddressNumber!);
        return null;
    }

    private async Task<string?> SealAsync(Paper paper, CancellationToken cancellation)
    {
        if (paper.SealedAt is null && await StampAsync(paper, cancellation) is { } waits)
        {
            return waits;
        }

        var entered = await signing.EnterAsync(
            new(paper.AddressNumber!, PaperNames.LogKind(paper.Kind), PaperNames.Of(paper.Kind),
                paper.IssueDate!.Value, paper.Sha256!, paper.ContentDigest!),
            cancellation);
        if (entered is SigningReply<byte[]>.Waits entry)
        {
            return entry.Code;
        }

        if (paper.Kind.ChangesCertificate() && await ChangeAsync(paper, cancellation) is { } code)
        {
            return code;
        }

        paper.IssuedAt = clock.GetUtcNow();
        database.Audit(clock, System, "paper.issued", paper.AddressNumber!);
        if (paper.DossierId is { } dossier && PaperNames.TopicOf(paper.Kind) is { } topic)
        {
            database.Announcements.Add(
                new Announcement { DossierId = dossier, At = clock.GetUtcNow(), Topic = topic });
        }

        return null;
    }

    private async Task<string?> StampAsync(Paper paper, CancellationToken cancellation)
    {
        var stage = paper.Kind.NeedsPerson() ? PaperStage.Signed : PaperStage.Rendered;
        var reply = await signing.SealAsync(
            new("judicial-agency", CertificatePdf.AgencyField, paper.AddressNumber!,
                await FileAsync(paper, stage, cancellation)),
            $"{paper.Id}:agency", cancellation);
        if (reply is not SigningReply<SealedPdf>.Done(var done))
        {
            return ((SigningReply<SealedPdf>.Waits)reply).Code;
        }

        Store(paper, PaperStage.Sealed, done.Content);
        paper.VerifiableUntil = done.VerifiableUntil;
        paper.Sha256 = Convert.ToHexStringLower(SHA256.HashData(done.Content));
        paper.SealedAt = clock.GetUtcNow();
        database.Audit(clock, System, "paper.sealed", paper.AddressNumber!);
        await database.SaveChangesAsync(cancellation);
        return null;
    }

    /// <summary>The sealed decision takes effect: whoever checks the certificate sees it from here on.</summary>
    private async Task<string?> ChangeAsync(Paper paper, CancellationToken cancellation)
    {
        var number = await database.Certificates.Where(c => c.DossierId == paper.DossierId)
            .Select(c => c.AddressNumber).SingleAsync(cancellation);
        var reply = await signing.ChangeStatusAsync(
            new(number, PaperNames.StatusOf(paper.Kind), paper.PrintedNumber!, paper.IssueDate!.Value,
                paper.Sha256!, null),
            cancellation);
        return reply is SigningReply<bool>.Waits waits ? waits.Code : null;
    }

    private void Wait(Paper paper, string code)
    {
        if (paper.WaitsFor != code)
        {
            database.Audit(clock, System, "paper.waits", paper.AddressNumber!, $"civic:judicial:{code}");
        }

        paper.WaitsFor = code;
        paper.RetryAt = clock.GetUtcNow()
            + TimeSpan.FromSeconds(Math.Min(LongestWait.TotalSeconds, Math.Pow(2, Math.Min(paper.Attempts, 10))));
        paper.Attempts++;
    }

    private void Store(Paper paper, PaperStage stage, byte[] content) => database.PaperFiles.Add(new PaperFile
    {
        PaperId = paper.Id,
        Stage = stage,
        Content = content,
        StoredAt = clock.GetUtcNow(),
    });

    private async Task<byte[]> FileAsync(Paper paper, PaperStage stage, CancellationToken cancellation) =>
        await database.PaperFiles.AsNoTracking().Where(f => f.PaperId == paper.Id && f.Stage == stage)
            .Select(f => f.Content).SingleOrDefaultAsync(cancellation)
        ?? throw new UnreachableException("A paper's step follows the one that stores its file.");
}
