using System.Text.Json.Nodes;
using Civic.JudicialRecords.Certificates;
using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Decisions.Papers;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Identity;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Delivery.Results;

/// <summary>
/// What is said to VNeID, in the members of its interface (facts 6.6), and to whoever asks in the same words.
/// </summary>
internal sealed class ResultText(JudicialDbContext database, PolicyPack pack)
{
    internal async Task<JsonObject> ForVneidAsync(ResultDelivery delivery, CancellationToken cancellation)
    {
        var dossier = await database.Dossiers.AsNoTracking()
            .SingleAsync(d => d.Id == delivery.DossierId, cancellation);
        var told = delivery.StateChangeId is { } id
            ? OfState(dossier, await database.StateChanges.AsNoTracking().SingleAsync(c => c.Id == id, cancellation))
            : await OfResultAsync(dossier, delivery.PaperId, cancellation);
        told["maHoSoMCDT"] = await database.CodeAtVneidAsync(dossier, cancellation);
        return told;
    }

    /// <summary>lyDoTuChoi is the reason of a refusal, and what is asked for in state 5.</summary>
    internal JsonObject OfState(Dossier dossier, StateChange change)
    {
        var told = Head(dossier, change.To, change.At.DateInVietnam());
        told["lyDoTuChoi"] = change.Reason;
        told["type"] = "ketqua";
        return told;
    }

    /// <param name="dossier">In state 9 or 10.</param>
    /// <param name="ended">The decision that revoked or cancelled the certificate, where there is one.</param>
    /// <param name="cancellation">Ends the work.</param>
    internal async Task<JsonObject> OfResultAsync(Dossier dossier, Guid? ended, CancellationToken cancellation)
    {
        var certificate = await database.Certificates.AsNoTracking()
            .SingleAsync(c => c.DossierId == dossier.Id, cancellation);
        var content = CanonicalContent.Read(certificate.ContentJson);
        var told = Head(dossier, dossier.State, certificate.IssueDate);
        told["type"] = ended is null ? "ketqua" : "thuhoi";
        told["ketQuaXuLy"] = new JsonObject
        {
            ["soPhieuLLTP"] = certificate.PrintedNumber,
            ["ngayCapPhieu"] = certificate.IssueDate.ToVietnamese(),
            ["loaiPhieu"] = (int)dossier.Kind,
            ["nguoiKy"] = certificate.SignerName,
            ["chucVu"] = certificate.SignerTitle,
            ["tinhTrangAnTich"] = content.RecordStatus == CertificateWording.Conviction ? 1 : 0,
            ["tenTinhTrangAnTich"] = content.RecordStatus,
            ["phieuLLTP"] = ended is null
                ? Convert.ToBase64String(await SealedAsync(dossier.Id, cancellation))
                : null,
            ["quyetDinhThuHoi"] = ended is { } decision
                ? Convert.ToBase64String(await DecisionAsync(decision, cancellation))
                : null,
        };
        return told;
    }

    private JsonObject Head(Dossier dossier, DossierState state, DateOnly day)
    {
        var authority = pack.Authorities.On(day);
        return new JsonObject
        {
            ["maTinh"] = authority.ProvinceCode,
            ["tenTinh"] = authority.Place,
            ["maHoSoMCDT"] = dossier.Code,
            ["trangThaiXuLy"] = (int)state,
            ["tenTrangThaiXuLy"] = state.Name().Vi,
            ["ngayHenTraKetQua"] = dossier.DueDate?.ToVietnamese(),
        };
    }

    private Task<byte[]> SealedAsync(Guid dossier, CancellationToken cancellation) =>
        database.StoredDocuments.AsNoTracking()
            .Where(d => d.DossierId == dossier && d.Kind == DocumentKind.CertificateSealed)
            .Select(d => d.Content).SingleAsync(cancellation);

    private Task<byte[]> DecisionAsync(Guid paper, CancellationToken cancellation) =>
        database.PaperFiles.AsNoTracking().Where(f => f.PaperId == paper && f.Stage == PaperStage.Sealed)
            .Select(f => f.Content).SingleAsync(cancellation);
}
