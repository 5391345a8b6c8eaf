using System.Text.Json.Nodes;
using Civic.JudicialRecords.Certificates;
using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Papers;
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
    /// <summary>Reads what these words are about.</summary>
    /// <returns>Puts each of them into the members of the interface.</returns>
    internal async Task<Func<ResultDelivery, JsonObject>> ForVneidAsync(
        IReadOnlyCollection<ResultDelivery> words, CancellationToken cancellation)
    {
        var about = await ResultSubjects.ReadAsync(database, words, cancellation);
        var changes = words.Select(w => w.StateChangeId).OfType<Guid>().ToHashSet();
        var states = changes.Count == 0 ? []
            : await database.StateChanges.AsNoTracking().Where(c => changes.Contains(c.Id))
                .ToDictionaryAsync(c => c.Id, cancellation);
        var codes = await database.CodesAtVneidAsync(about.Dossiers.Values, cancellation);
        var results = await SealedAsync(
            words.Where(w => w is { StateChangeId: null, PaperId: null }).Select(w => w.DossierId), cancellation);
        var decisions = await DecisionsAsync(words.Select(w => w.PaperId).OfType<Guid>(), cancellation);
        return word =>
        {
            var dossier = about.Dossiers[word.DossierId];
            var told = word.StateChangeId is { } change
                ? OfState(dossier, states[change])
                : OfResult(
                    dossier, about.Certificates[dossier.Id], word.PaperId is null ? results[dossier.Id] : null,
                    word.PaperId is { } decision ? decisions[decision] : null);
            told["maHoSoMCDT"] = codes[dossier.Id];
            return told;
        };
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
        return OfResult(
            dossier, certificate,
            ended is null ? (await SealedAsync([dossier.Id], cancellation))[dossier.Id] : null,
            ended is { } decision ? (await DecisionsAsync([decision], cancellation))[decision] : null);
    }

    /// <summary>With the file of the certificate, or of the decision that ended it.</summary>
    private JsonObject OfResult(Dossier dossier, Certificate certificate, byte[]? result, byte[]? decision)
    {
        var content = CanonicalContent.Read(certificate.ContentJson);
        var told = Head(dossier, dossier.State, certificate.IssueDate);
        told["type"] = decision is null ? "ketqua" : "thuhoi";
        told["ketQuaXuLy"] = new JsonObject
        {
            ["soPhieuLLTP"] = certificate.PrintedNumber,
            ["ngayCapPhieu"] = certificate.IssueDate.ToVietnamese(),
            ["loaiPhieu"] = (int)dossier.Kind,
            ["nguoiKy"] = certificate.SignerName,
            ["chucVu"] = certificate.SignerTitle,
            ["tinhTrangAnTich"] = content.RecordStatus == CertificateWording.Conviction ? 1 : 0,
            ["tenTinhTrangAnTich"] = content.RecordStatus,
            ["phieuLLTP"] = result is null ? null : Convert.ToBase64String(result),
            ["quyetDinhThuHoi"] = decision is null ? null : Convert.ToBase64String(decision),
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

    private async Task<Dictionary<Guid, byte[]>> SealedAsync(
        IEnumerable<Guid> dossiers, CancellationToken cancellation)
    {
        var ids = dossiers.ToHashSet();
        return ids.Count == 0 ? []
            : await database.StoredDocuments.AsNoTracking()
                .Where(d => ids.Contains(d.DossierId) && d.Kind == DocumentKind.CertificateSealed)
                .ToDictionaryAsync(d => d.DossierId, d => d.Content, cancellation);
    }

    private async Task<Dictionary<Guid, byte[]>> DecisionsAsync(
        IEnumerable<Guid> papers, CancellationToken cancellation)
    {
        var ids = papers.ToHashSet();
        return ids.Count == 0 ? []
            : await database.PaperFiles.AsNoTracking()
                .Where(f => ids.Contains(f.PaperId) && f.Stage == PaperStage.Sealed)
                .ToDictionaryAsync(f => f.PaperId, f => f.Content, cancellation);
    }
}
