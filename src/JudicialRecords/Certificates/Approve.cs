using System.Globalization;
using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Identity;
using Civic.Shared.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Civic.JudicialRecords.Certificates;

/// <summary>
/// The competent person approves. The result is computed again as of today; number, date and signing time are fixed
/// with the content in one transaction, so that a number is used by this certificate and by nothing else.
/// </summary>
internal sealed class Approve(PolicyPack pack)
{
    internal static void Map(RouteGroupBuilder group) =>
        group.MapPost("/approve", HandleAsync).RequireAuthorization(Shared.SignIn.Policies.Leader).RequireStepUp();

    private static Task<IResult> HandleAsync(
        Guid id,
        StaffForm? form,
        Desk desk,
        Approve approve,
        CancellationToken cancellation
    ) =>
        desk.ActAsync(
            id,
            form,
            "certificate.approved",
            (dossier, _) => approve.DecideAsync(dossier, desk, cancellation),
            cancellation
        );

    private async Task<Outcome> DecideAsync(Dossier dossier, Desk desk, CancellationToken cancellation)
    {
        if (NextStep.Of(dossier) != Turn.Leader)
        {
            return Refusals.NotThisStep;
        }

        if (
            desk.Officer.Subject == dossier.PreparedBy
            || desk.Officer.Subject == dossier.CheckedBy
            || dossier.PreparedBy == dossier.CheckedBy
        )
        {
            return Refusals.FourEyes;
        }

        var today = desk.Now.DateInVietnam();
        var file = await CaseFile.LoadAsync(desk.Database, dossier, cancellation);
        if (StaleOrChanged(file, today) is { } why)
        {
            SendBack.ToOfficer(dossier);
            dossier.Version++;
            return why;
        }

        await IssueAsync(file, today, desk, cancellation);
        dossier.ApprovedBy = desk.Officer.Subject;
        dossier.ApprovedAt = desk.Now;
        return new Outcome.Done(new("Đã duyệt; phiếu đang được ký số.", "Approved; the certificate is being signed."));
    }

    private Outcome.Refused? StaleOrChanged(CaseFile file, DateOnly today)
    {
        var oldest = today.AddDays(-pack.Limits.On(today).RegisterAnswerDays);
        if (!file.RecordsComplete || CaseFile.Required.Any(r => file.Answers[r].At.DateInVietnam() < oldest))
        {
            return Refusals.RecordsTooOld;
        }

        var now = file.Judge(today, pack);
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

    private async Task IssueAsync(CaseFile file, DateOnly today, Desk desk, CancellationToken cancellation)
    {
        var authority = pack.Authorities.On(today);
        var value = await desk.Database.NextAsync(CertificateNumber.Series(today.Year), cancellation);
        var number = new CertificateNumber(today.Year, value, authority.NumberSuffix);
        var signer = CertificateWording.Signer(desk.Officer.Name, desk.Officer.Title, authority);
        var content = CanonicalContent.Of(
            CertificateWording.Write(
                new CertificateFacts
                {
                    Declaration = file.Declaration,
                    Result = file.Judge(today, pack),
                    SaysConvicted = file.SaysConvicted!.Value,
                    Bans = file.Bans,
                    Number = number.Printed,
                    IssueDate = today,
                    Signer = signer,
                },
                pack
            )
        );
        var salt = CanonicalContent.NewSalt();
        desk.Database.Certificates.Add(
            new Certificate
            {
                DossierId = file.Dossier.Id,
                PrintedNumber = number.Printed,
                AddressNumber = number.InAddresses,
                IssueDate = today,
                SigningTime = desk.Now,
                ContentJson = content,
                Salt = salt,
                ContentDigest = CanonicalContent.Digest(content, salt),
                SignerName = signer.Name,
                SignerTitle = string.Join(", ", signer.Titles).ToString(CultureInfo.InvariantCulture),
            }
        );
    }
}
