using System.Globalization;
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
/// What is said to VNeID and to the national portal, in the members of their interfaces (facts 6.6, 8.3).
/// </summary>
internal sealed class ResultText(JudicialDbContext database, PolicyPack pack)
{
    /// <summary>The procedure's code at the portal; sources contradict each other (facts 8.3).</summary>
    private const string Procedure = "2.000488";

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
            ["maHoSoMCDT"] = dossier.Code,
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
            ["maHoSoMCDT"] = dossier.Code,
            ["trangThaiXuLy"] = (int)change.To,
            ["tenTrangThaiXuLy"] = change.To.Name().Vi,
            ["lyDoTuChoi"] = change.Reason,
            ["ngayHenTraKetQua"] = dossier.DueDate?.ToVietnamese(),
            ["type"] = "ketqua",
        };
    }

    internal async Task<JsonObject> ForPortalAsync(ResultDelivery delivery, CancellationToken cancellation)
    {
        var (dossier, certificate) = await LoadAsync(delivery, cancellation);
        var declaration = Declarations.Of(dossier);
        var authority = pack.Authorities.On(certificate.IssueDate);
        var decision = delivery.PaperId is { } id
            ? await database.Papers.AsNoTracking().Where(p => p.Id == id)
                .Select(p => new { p.Kind, p.PrintedNumber, p.VerificationAddress }).SingleAsync(cancellation)
            : null;
        return new JsonObject
        {
            // The result came before; the portal knows the dossier by now.
            ["isUpdating"] = decision is null ? "False" : "True",
            ["data"] = new JsonArray(new JsonObject
            {
                ["MaHoSo"] = dossier.Code,
                ["MaTTHC"] = Procedure,
                ["TenTTHC"] = "Cấp Phiếu lý lịch tư pháp cho công dân Việt Nam, người nước ngoài đang cư trú",
                ["KenhThucHien"] = ((int)(dossier.Channel.IsOnline() ? Channel.VneidOnline : dossier.Channel))
                    .ToString(CultureInfo.InvariantCulture),
                ["ChuHoSo"] = declaration.Requester.Name,
                ["NgayTiepNhan"] = Stamp(dossier.ReceivedAt ?? dossier.SubmittedAt),
                ["NgayHenTra"] = dossier.DueDate?.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
                ["TrangThaiHoSo"] = ((int)dossier.State).ToString(CultureInfo.InvariantCulture),
                ["DonViXuLy"] = authority.Name.Vi,
                ["DanhSachGiayToKetQua"] = new JsonArray(new JsonObject
                {
                    ["TenGiayTo"] = decision is null
                        ? $"Phiếu lý lịch tư pháp số {certificate.PrintedNumber}"
                        : $"{PaperNames.Of(decision.Kind).Vi} số {decision.PrintedNumber}",
                    ["DuongDanTepTinKetQua"] =
                        (decision is null ? certificate.VerificationAddress : decision.VerificationAddress)
                            ?.Split('#')[0],
                }),
            }),
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

    private static string Stamp(DateTimeOffset at) =>
        at.InVietnam().ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
}
