using System.Text.Json.Nodes;
using Civic.JudicialRecords.Certificates;
using Civic.JudicialRecords.Certificates.Papers;
using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Decisions.Papers;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Identity;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Delivery.Results;

/// <summary>
/// What is said to VNeID, in the members of its interface (facts 6.6).
/// </summary>
internal sealed class ResultText(JudicialDbContext database, PolicyPack pack)
{
    internal async Task<JsonObject> ForVneidAsync(ResultDelivery delivery, CancellationToken cancellation)
    {
        if (delivery.StateChangeId is { } changed)
        {
            return await StateAsync(changed, cancellation);
        }

        var (dossier, certificate) = await LoadAsync(delivery, cancellation);
        var content = CanonicalContent.Read(certificate.ContentJson);
        var authority = pack.Authorities.On(certificate.IssueDate);
        var revoked = delivery.Kind == ResultKind.Revocation;
        return new JsonObject
        {
            ["maTinh"] = authority.ProvinceCode,
            ["tenTinh"] = authority.Place,
            ["maHoSoMCDT"] = await database.CodeAtVneidAsync(dossier, cancellation),
            ["trangThaiXuLy"] = (int)dossier.State,
            ["tenTrangThaiXuLy"] = dossier.State.Name().Vi,
            ["ngayHenTraKetQua"] = dossier.DueDate?.ToVietnamese(),
            ["type"] = revoked ? "thuhoi" : "ketqua",
            ["ketQuaXuLy"] = new JsonObject
            {
                ["soPhieuLLTP"] = certificate.PrintedNumber,
                ["ngayCapPhieu"] = certificate.IssueDate.ToVietnamese(),
                ["loaiPhieu"] = (int)dossier.Kind,
                ["nguoiKy"] = certificate.SignerName,
                ["chucVu"] = certificate.SignerTitle,
                ["tinhTrangAnTich"] = content.RecordStatus == CertificateWording.Conviction ? 1 : 0,
                ["tenTinhTrangAnTich"] = content.RecordStatus,
                ["phieuLLTP"] = revoked ? null : Convert.ToBase64String(await SealedAsync(dossier.Id, cancellation)),
                ["quyetDinhThuHoi"] = revoked
                    ? Convert.ToBase64String(await DecisionAsync(delivery.PaperId!.Value, cancellation))
                    : null,
            },
        };
    }

    /// <summary>lyDoTuChoi is the reason of a refusal, and what is asked for in state 5.</summary>
    private async Task<JsonObject> StateAsync(Guid id, CancellationToken cancellation)
    {
        var change = await database.StateChanges.AsNoTracking().SingleAsync(c => c.Id == id, cancellation);
        var dossier = await database.Dossiers.AsNoTracking().SingleAsync(d => d.Id == change.DossierId, cancellation);
        var authority = pack.Authorities.On(change.At.DateInVietnam());
        return new JsonObject
        {
            ["maTinh"] = authority.ProvinceCode,
            ["tenTinh"] = authority.Place,
            ["maHoSoMCDT"] = await database.CodeAtVneidAsync(dossier, cancellation),
            ["trangThaiXuLy"] = (int)change.To,
            ["tenTrangThaiXuLy"] = change.To.Name().Vi,
            ["lyDoTuChoi"] = change.Reason,
            ["ngayHenTraKetQua"] = dossier.DueDate?.ToVietnamese(),
            ["type"] = "ketqua",
        };
    }

    private async Task<(Dossier Dossier, Certificate Certificate)> LoadAsync(
        ResultDelivery delivery, CancellationToken cancellation) =>
        (await database.Dossiers.AsNoTracking().SingleAsync(d => d.Id == delivery.DossierId, cancellation),
            await database.Certificates.AsNoTracking()
                .SingleAsync(c => c.DossierId == delivery.DossierId, cancellation));

    private Task<byte[]> SealedAsync(Guid dossier, CancellationToken cancellation) =>
        database.StoredDocuments.AsNoTracking()
            .Where(d => d.DossierId == dossier && d.Kind == DocumentKind.CertificateSealed)
            .Select(d => d.Content).SingleAsync(cancellation);

    private Task<byte[]> DecisionAsync(Guid paper, CancellationToken cancellation) =>
        database.PaperFiles.AsNoTracking().Where(f => f.PaperId == paper && f.Stage == PaperStage.Sealed)
            .Select(f => f.Content).SingleAsync(cancellation);
}
