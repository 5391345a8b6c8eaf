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
internal sealed class Propose(Desk desk, SigningClient signing, CertificateOptions options, PolicyPack pack)
{
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);

    /// <summary>Whether this person may approve this dossier today; what may not goes back to its officer.</summary>
    internal async Task<Outcome> CheckAsync(CaseFile file, CancellationToken cancellation)
    {
        var dossier = file.Dossier;
        if (dossier.Hinders(DossierEvent.Approved, desk.Officer.Subject) is { } hindrance)
        {
            return Refusals.Of(hindrance);
        }

        if (SigningProfiles.Of(desk.Officer, pack, Today) is null)
        {
            return Refusals.NoKey;
        }

        if (StaleOrChanged(file) is { } why)
        {
            dossier.Must(DossierEvent.SentBack, desk.Hand);
            return why;
        }

        await ReserveNumberAsync(dossier, cancellation);
        return new Outcome.Done(new("Phiếu đã sẵn sàng để ký.", "The certificate is ready to be signed."));
    }

    /// <summary>Renders those that passed the check, in the order given.</summary>
    internal async Task<ProposeOutcome> RenderAsync(IReadOnlyList<Guid> dossiers, CancellationToken cancellation)
    {
        var profile = SigningProfiles.Of(desk.Officer, pack, Today)!;
        var items = new List<ProposedCertificate>(dossiers.Count);
        var numbers = await desk.Database.ReservedNumbers.AsNoTracking()
            .Where(n => dossiers.Contains(n.DossierId) && n.Year == Today.Year)
            .ToDictionaryAsync(n => n.DossierId, n => n.Value, cancellation);
        foreach (var file in await FilesAsync(dossiers, cancellation))
        {
            if (await RenderAsync(file, numbers[file.Dossier.Id], cancellation) is not { } item)
            {
                return new ProposeOutcome.Refused(Refusals.SigningDown);
            }

            items.Add(item);
        }

        var proposal = Proposal.Of(profile, desk.Officer.Subject, desk.Now, items);
        await ForgetAsync(dossiers, cancellation);
        desk.Database.Proposals.Add(proposal);
        desk.Audit("certificates.proposed", proposal.ListDigest, "ok", new()
        {
            ["certificates"] = items.Count.ToString(System.Globalization.CultureInfo.InvariantCulture),
        });
        await desk.Database.SaveChangesAsync(cancellation);
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
        if (
            file.Result is not null
            && CaseFile.Gist(now) == CaseFile.Gist(file.Result)
            && file.SaysConvicted is not null
        )
        {
            return null;
        }

        file.Dossier.ResultJson = LawJson.Write(now);
        return Refusals.ResultChanged;
    }

    private async Task ReserveNumberAsync(Dossier dossier, CancellationToken cancellation)
    {
        var year = Today.Year;
        var numbers = desk.Database.ReservedNumbers;
        if (!await numbers.AnyAsync(n => n.DossierId == dossier.Id && n.Year == year, cancellation))
        {
            numbers.Add(new ReservedNumber
            {
                DossierId = dossier.Id,
                Year = year,
                Value = await desk.Database.NextAsync(CertificateNumber.Series(year), cancellation),
            });
        }
    }

    /// <returns>Null where the key custodian could not make the QR's statement.</returns>
    private async Task<ProposedCertificate?> RenderAsync(CaseFile file, long reserved, CancellationToken cancellation)
    {
        var dossier = file.Dossier;
        var authority = pack.Authorities.On(Today);
        var signer = CertificateWording.Signer(desk.Officer.Name, desk.Officer.Title, authority);
        var number = new CertificateNumber(Today.Year, reserved, authority.NumberSuffix);
        var content = CanonicalContent.Of(CertificateWording.Write(FactsOf(file, number, signer), pack));
        var salt = CanonicalContent.NewSalt();
        var digest = CanonicalContent.Digest(content, salt);
        var statement = await signing.MakeStatementAsync(number.InAddresses, Today, digest, cancellation);
        if (statement is not SigningReply<string>.Done(var address))
        {
            return null;
        }

        // PDF dates and the list's digest hold whole seconds.
        var signingTime = DateTimeOffset.FromUnixTimeSeconds(desk.Now.ToUnixTimeSeconds());
        var pdf = CertificatePdf.Render(
            CanonicalContent.Read(content), new Uri(address), signingTime, options.WithData);
        return new ProposedCertificate
        {
            DossierId = dossier.Id,
            DossierVersion = dossier.Version,
            PrintedNumber = number.Printed,
            AddressNumber = number.InAddresses,
            IssueDate = Today,
            SigningTime = signingTime,
            ContentJson = content,
            Salt = salt,
            ContentDigest = digest,
            VerificationAddress = address,
            SignerName = signer.Name,
            SignerTitle = string.Join(", ", signer.Titles),
            Pdf = pdf,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(pdf)),
        };
    }

    private CertificateFacts FactsOf(CaseFile file, CertificateNumber number, PrintedSigner signer) => new()
    {
        Declaration = file.Declaration,
        Result = file.Judge(Today, pack),
        SaysConvicted = file.SaysConvicted!.Value,
        Bans = file.Bans,
        Number = number.Printed,
        IssueDate = Today,
        Signer = signer,
    };

    /// <summary>A later list replaces an earlier one about the same dossiers; forgotten ones go too.</summary>
    private async Task ForgetAsync(IReadOnlyList<Guid> dossiers, CancellationToken cancellation)
    {
        var old = desk.Now - Forgotten;
        var superseded = await desk.Database.Proposals.Include(p => p.Items)
            .Where(p => p.ApprovedAt == null
                && (p.CreatedAt < old || p.Items.Any(i => dossiers.Contains(i.DossierId))))
            .ToListAsync(cancellation);
        desk.Database.Proposals.RemoveRange(superseded);
    }
}
