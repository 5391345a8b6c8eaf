using System.Security.Cryptography;
using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Identity;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Certificates.Approvals;

internal abstract record ProposeOutcome
{
    private ProposeOutcome() { }

    /// <param name="ListDigest">Names the page on which the person looks the list over, then logs in.</param>
    internal sealed record Proposed(string ListDigest) : ProposeOutcome;

    internal sealed record Refused(Outcome.Refused Why) : ProposeOutcome;
}

/// <summary>
/// The competent person wants to approve. Each result is computed again as of today; what still holds gets its number
/// and date and is rendered, so that the login which follows is about exact bytes. Nothing is approved yet.
/// </summary>
internal sealed class Propose(Desk desk, SigningLists signing, CertificateOptions options, PolicyPack pack)
{
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);

    /// <summary>
    /// The check of several dossiers: whether this person may approve each today; what may not goes back to its
    /// officer. Those that may get their numbers.
    /// </summary>
    internal SharedRule Check(Func<CaseFile, Outcome.Refused?> mayNot, CancellationToken cancellation) =>
        async dossiers =>
        {
            var files = (await CaseFile.LoadAsync(desk.Database, dossiers, cancellation))
                .ToDictionary(f => f.Dossier.Id);
            var may = dossiers.Where(d => mayNot(files[d.Id]) is null && Hindrance(d) is null);
            await ReserveNumbersAsync([.. may.Select(d => d.Id)], cancellation);
            return dossier => Task.FromResult(mayNot(files[dossier.Id]) ?? Check(files[dossier.Id]));
        };

    private Outcome Check(CaseFile file)
    {
        var dossier = file.Dossier;
        if (Hindrance(dossier) is { } hindrance)
        {
            return hindrance;
        }

        if (StaleOrChanged(file) is { } why)
        {
            dossier.Must(DossierEvent.SentBack, desk.Hand);
            return why;
        }

        return new Outcome.Done(new("Phiếu đã sẵn sàng để ký.", "The certificate is ready to be signed."));
    }

    private Outcome.Refused? Hindrance(Dossier dossier) =>
        dossier.Hinders(DossierEvent.Approved, desk.Officer.Subject) is { } hindrance ? Refusals.Of(hindrance)
        : SigningProfiles.Of(desk.Officer, pack, Today) is null ? Refusals.NoKey
        : null;

    /// <summary>Renders those that passed the check, in the order given.</summary>
    internal async Task<ProposeOutcome> RenderAsync(IReadOnlyList<Guid> dossiers, CancellationToken cancellation)
    {
        var profile = SigningProfiles.Of(desk.Officer, pack, Today)!;
        var numbers = await desk.Database.ReservedNumbers.AsNoTracking()
            .Where(n => dossiers.Contains(n.DossierId) && n.Year == Today.Year)
            .ToDictionaryAsync(n => n.DossierId, n => n.Value, cancellation);
        var drafts = (await FilesAsync(dossiers, cancellation))
            .Select(f => DraftOf(f, numbers[f.Dossier.Id])).ToList();
        var reply = await signing.MakeStatementsAsync(
            drafts.Select(d => new StatementAsked(d.Number.InAddresses, Today, d.Digest)), cancellation);
        if (reply is not SigningReply<Dictionary<string, string>>.Done(var addresses))
        {
            return new ProposeOutcome.Refused(Refusals.SigningDown);
        }

        var items = drafts.ConvertAll(d => Render(d, addresses[d.Number.InAddresses]));
        var proposal = Proposal.Of(profile, desk.Officer.Subject, desk.Now, items);
        await using var transaction = await desk.Database.Database.BeginTransactionAsync(cancellation);
        await ForgetAsync(dossiers, cancellation);
        desk.Database.Proposals.Add(proposal);
        desk.Audit("certificates.proposed", proposal.ListDigest, "ok", new()
        {
            ["certificates"] = items.Count.ToString(System.Globalization.CultureInfo.InvariantCulture),
        });
        await desk.Database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return new ProposeOutcome.Proposed(proposal.ListDigest);
    }

    private DateOnly Today => desk.Now.DateInVietnam();

    private async Task<IReadOnlyList<CaseFile>> FilesAsync(IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        var dossiers = await desk.Database.Dossiers.AsNoTracking().Where(d => ids.Contains(d.Id))
            .ToDictionaryAsync(d => d.Id, cancellation);
        return await CaseFile.LoadAsync(desk.Database, [.. ids.Select(id => dossiers[id])], cancellation);
    }

    private Outcome.Refused? StaleOrChanged(CaseFile file)
    {
        var oldest = Today.AddDays(-pack.Limits.On(Today).RegisterAnswerDays);
        if (!file.RecordsComplete || CaseFile.Required.Any(r => file.Answers[r].At.DateInVietnam() < oldest))
        {
            return Refusals.RecordsTooOld;
        }

        var now = file.Judge(Today, pack);
        if (file.StillSays(now))
        {
            return null;
        }

        file.Dossier.ResultJson = LawJson.Write(now);
        return Refusals.ResultChanged;
    }

    /// <summary>A number once given stays the dossier's for that year.</summary>
    private async Task ReserveNumbersAsync(IReadOnlyList<Guid> dossiers, CancellationToken cancellation)
    {
        var year = Today.Year;
        var numbered = await desk.Database.ReservedNumbers.AsNoTracking()
            .Where(n => dossiers.Contains(n.DossierId) && n.Year == year)
            .Select(n => n.DossierId).ToListAsync(cancellation);
        var without = dossiers.Except(numbered).ToList();
        if (without.Count == 0)
        {
            return;
        }

        var first = await desk.Database.NextAsync(CertificateNumber.Series(year), without.Count, cancellation);
        desk.Database.ReservedNumbers.AddRange(without.Select((id, i) => new ReservedNumber
        {
            DossierId = id,
            Year = year,
            Value = first + i,
        }));
    }

    private Draft DraftOf(CaseFile file, long reserved)
    {
        var authority = pack.Authorities.On(Today);
        var signer = CertificateWording.Signer(desk.Officer.Name, desk.Officer.Title, authority);
        var number = new CertificateNumber(Today.Year, reserved, authority.NumberSuffix);
        var content = CanonicalContent.Of(CertificateWording.Write(FactsOf(file, number, signer), pack));
        var salt = CanonicalContent.NewSalt();
        return new(file.Dossier, number, signer, content, salt, CanonicalContent.Digest(content, salt));
    }

    /// <param name="draft">What is to be printed.</param>
    /// <param name="address">What the QR holds.</param>
    private ProposedCertificate Render(Draft draft, string address)
    {
        // PDF dates and the list's digest hold whole seconds.
        var signingTime = DateTimeOffset.FromUnixTimeSeconds(desk.Now.ToUnixTimeSeconds());
        var pdf = CertificatePdf.Render(
            CanonicalContent.Read(draft.Content), new Uri(address), signingTime, options.WithData);
        return new ProposedCertificate
        {
            DossierId = draft.Dossier.Id,
            DossierVersion = draft.Dossier.Version,
            PrintedNumber = draft.Number.Printed,
            AddressNumber = draft.Number.InAddresses,
            IssueDate = Today,
            SigningTime = signingTime,
            ContentJson = draft.Content,
            Salt = draft.Salt,
            ContentDigest = draft.Digest,
            VerificationAddress = address,
            SignerName = draft.Signer.Name,
            SignerTitle = string.Join(", ", draft.Signer.Titles),
            File = new() { DossierId = draft.Dossier.Id, Pdf = pdf },
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(pdf)),
        };
    }

    private CertificateFacts FactsOf(CaseFile file, CertificateNumber number, PrintedSigner signer) => new()
    {
        Declaration = file.Declaration,
        Findings = [.. file.CasesOf(file.Judge(Today, pack)).Select(c => c.Concluded)],
        Bans = file.Bans,
        Number = number.Printed,
        IssueDate = Today,
        Signer = signer,
    };

    /// <summary>A later list replaces an earlier one about the same dossiers; forgotten ones go too.</summary>
    private Task<int> ForgetAsync(IReadOnlyList<Guid> dossiers, CancellationToken cancellation)
    {
        var old = desk.Now - Forgotten;
        return desk.Database.Proposals
            .Where(p => p.ApprovedAt == null
                && (p.CreatedAt < old || p.Items.Any(i => dossiers.Contains(i.DossierId))))
            .ExecuteDeleteAsync(cancellation);
    }

    /// <param name="Content">Canonical.</param>
    /// <param name="Digest">Of the content with its salt.</param>
    private sealed record Draft(
        Dossier Dossier, CertificateNumber Number, PrintedSigner Signer, string Content, string Salt, string Digest);
}
