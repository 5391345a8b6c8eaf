using System.Security.Cryptography;
using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Audit;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Certificates.Papers;

/// <summary>
/// From the papers' fixed words to the sealed files in the issuance log, one step a call. Each step commits its results
/// with their audit events; repeated after a crash it asks Signing with the same keys and gets the same answers.
/// </summary>
internal sealed class PaperSteps(
    JudicialDbContext database, SigningLists lists, SigningClient signing, TimeProvider clock)
{
    private const string System = "system";
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <param name="ids">Of the papers.</param>
    /// <param name="made">What <see cref="PaperBatches"/> has brought for those that needed a signature.</param>
    /// <param name="cancellation">Stops it between two calls.</param>
    internal async Task RunAsync(IReadOnlyCollection<Guid> ids,
        IReadOnlyDictionary<Guid, SigningReply<SealedPdf>> made, CancellationToken cancellation)
    {
        var papers = await database.Papers.Where(p => ids.Contains(p.Id)).ToListAsync(cancellation);
        var early = await new CancelledReceipts(database, clock).RunAsync(papers, cancellation);
        var waits = await RenderAsync(
            [.. papers.Where(p => PaperTurns.Of(p) == PaperTurn.Rendering && !early.Contains(p.Id))], cancellation);
        foreach (var paper in early)
        {
            waits[paper] = CancelledReceipts.Sealing;
        }

        foreach (var paper in papers.Where(p => made.ContainsKey(p.Id)))
        {
            if (made[paper.Id] is SigningReply<SealedPdf>.Waits(var code, _))
            {
                waits[paper.Id] = code;
            }
            else if (made[paper.Id] is SigningReply<SealedPdf>.Done(var done))
            {
                Keep(paper, done);
            }
        }

        var isSealed = papers.Where(p => PaperTurns.Of(p) == PaperTurn.AgencySeal && p.SealedAt is not null).ToList();
        Release(papers.Except(isSealed), waits);
        await database.SaveChangesAsync(cancellation);
        await EnterAsync(isSealed, cancellation);
    }

    /// <returns>What those wait for that could not be rendered.</returns>
    private async Task<Dictionary<Guid, string>> RenderAsync(
        IReadOnlyCollection<Paper> papers, CancellationToken cancellation)
    {
        if (papers.Count == 0)
        {
            return [];
        }

        var contents = papers.ToDictionary(p => p.Id, p => LawJson.Read<PaperContent>(p.ContentJson!));
        foreach (var paper in papers)
        {
            paper.Salt ??= CanonicalContent.NewSalt();
            paper.ContentDigest = CanonicalContent.Digest(CanonicalContent.Of(contents[paper.Id]), paper.Salt);
        }

        var reply = await lists.MakeStatementsAsync(
            papers.Select(p => new StatementAsked(p.AddressNumber!, p.IssueDate!.Value, p.ContentDigest!)),
            cancellation);
        if (reply is not SigningReply<Dictionary<string, string>>.Done(var addresses))
        {
            var code = ((SigningReply<Dictionary<string, string>>.Waits)reply).Code;
            return papers.ToDictionary(p => p.Id, _ => code);
        }

        foreach (var paper in papers)
        {
            paper.VerificationAddress = addresses[paper.AddressNumber!];
            Store(paper, PaperStage.Rendered, PaperPdf.Render(
                contents[paper.Id], paper.Kind, new Uri(paper.VerificationAddress), paper.SigningTime!.Value));
            paper.RenderedAt = clock.GetUtcNow();
        }

        return [];
    }

    /// <summary>The signature or seal that was brought for it, if its step still waits for that.</summary>
    private void Keep(Paper paper, SealedPdf made)
    {
        switch (PaperTurns.Of(paper))
        {
            case PaperTurn.PersonSignature:
                Store(paper, PaperStage.Signed, made.Content);
                paper.PersonSignedAt = clock.GetUtcNow();
                database.Audit(clock, System, "paper.signed", paper.AddressNumber!);
                break;
            case PaperTurn.AgencySeal when paper.SealedAt is null:
                Store(paper, PaperStage.Sealed, made.Content);
                paper.VerifiableUntil = made.VerifiableUntil;
                paper.Sha256 = Convert.ToHexStringLower(SHA256.HashData(made.Content));
                paper.SealedAt = clock.GetUtcNow();
                database.Audit(clock, System, "paper.sealed", paper.AddressNumber!);
                break;
            default:
                break;
        }
    }

    private async Task EnterAsync(IReadOnlyCollection<Paper> isSealed, CancellationToken cancellation)
    {
        var waits = new Dictionary<Guid, string>();
        var replies = await lists.EnterAsync([.. isSealed.Select(EntryOf)], cancellation);
        foreach (var paper in isSealed)
        {
            if (replies[paper.AddressNumber!] is SigningReply<byte[]>.Waits(var code, _))
            {
                waits[paper.Id] = code;
            }
            else if (paper.Kind.ChangesStatus() && await ChangeAsync(paper, cancellation) is { } missing)
            {
                waits[paper.Id] = missing;
            }
            else
            {
                Issue(paper);
            }
        }

        Release(isSealed, waits);
        await database.SaveChangesAsync(cancellation);
    }

    private static IssuanceEntry EntryOf(Paper paper) =>
        new(paper.AddressNumber!, PaperNames.LogKind(paper.Kind), PaperNames.Of(paper.Kind),
            paper.IssueDate!.Value, paper.Sha256!, paper.ContentDigest!);

    private void Issue(Paper paper)
    {
        paper.IssuedAt = clock.GetUtcNow();
        database.Audit(clock, System, "paper.issued", paper.AddressNumber!);
        if (paper.DossierId is { } dossier && PaperNames.TopicOf(paper.Kind) is { } topic)
        {
            database.Announcements.Add(
                new Announcement { DossierId = dossier, At = clock.GetUtcNow(), Topic = topic });
        }
    }

    /// <summary>
    /// The sealed decision takes effect: whoever checks the certificate or receipt sees it from here on.
    /// </summary>
    private async Task<string?> ChangeAsync(Paper paper, CancellationToken cancellation)
    {
        var number = paper.Kind == PaperKind.ReceiptCancellation
            ? paper.Wording!
            : await database.Certificates.Where(c => c.DossierId == paper.DossierId)
                .Select(c => c.AddressNumber).SingleAsync(cancellation);
        var reply = await signing.ChangeStatusAsync(
            new(number, PaperNames.StatusOf(paper.Kind), paper.PrintedNumber!, paper.IssueDate!.Value,
                paper.Sha256!, null),
            cancellation);
        return reply is SigningReply<bool>.Waits waits ? waits.Code : null;
    }

    /// <summary>Others may have them again: at once, or after a while where something is missing.</summary>
    private void Release(IEnumerable<Paper> papers, Dictionary<Guid, string> waits)
    {
        foreach (var paper in papers)
        {
            paper.ClaimedUntil = null;
            paper.Version++;
            if (waits.TryGetValue(paper.Id, out var code))
            {
                Wait(paper, code);
            }
            else
            {
                (paper.WaitsFor, paper.RetryAt, paper.Attempts) = (null, null, 0);
            }
        }
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
}
