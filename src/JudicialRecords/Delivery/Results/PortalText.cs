using System.Globalization;
using System.Text.Json.Nodes;
using Civic.JudicialRecords.Certificates.Papers;
using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Identity;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Delivery.Results;

/// <summary>
/// A dossier in the members of the national portal (facts 8.3), alike whether it is sent there (DongBoHoSoMC) or the
/// portal asks for it (TraCuuHoSo).
/// </summary>
internal sealed class PortalText(JudicialDbContext database, PolicyPack pack, ProcedureOptions procedure)
{
    internal async Task<JsonObject> SentAsync(ResultDelivery delivery, CancellationToken cancellation)
    {
        var dossier = await database.Dossiers.AsNoTracking()
            .SingleAsync(d => d.Id == delivery.DossierId, cancellation);
        return new JsonObject
        {
            // The result came before; the portal knows the dossier by now.
            ["isUpdating"] = delivery.PaperId is null ? "False" : "True",
            ["data"] = new JsonArray(await DossierAsync(dossier, delivery, cancellation)),
        };
    }

    /// <summary>
    /// What the last word to the portal says, and the progress (TienDo). Before the first word it names nobody.
    /// </summary>
    /// <param name="dossier">With its history.</param>
    /// <param name="cancellation">Ends the work.</param>
    internal async Task<JsonObject> AskedAsync(Dossier dossier, CancellationToken cancellation)
    {
        var last = await database.ResultDeliveries.AsNoTracking()
            .Where(r => r.DossierId == dossier.Id && r.Target == ResultTarget.NationalPortal)
            .OrderByDescending(r => r.CreatedAt).ThenByDescending(r => r.Kind)
            .FirstOrDefaultAsync(cancellation);
        var asked = await DossierAsync(dossier, last, cancellation);
        asked["TienDo"] = new JsonArray([.. dossier.History.OrderBy(h => h.At).ThenBy(h => h.Id)
            .Select(h => Step(dossier, h))]);
        return asked;
    }

    /// <summary>The procedures offered here (LayDanhSachTTHC).</summary>
    internal JsonArray Procedures(DateOnly day) => new(new JsonObject
    {
        ["MaTTHC"] = procedure.Code,
        ["TenTTHC"] = procedure.Name,
        ["DonViXuLy"] = pack.Authorities.On(day).Name.Vi,
    });

    private async Task<JsonObject> DossierAsync(
        Dossier dossier, ResultDelivery? word, CancellationToken cancellation)
    {
        var result = word is null ? null : await ResultAsync(word, cancellation);
        var received = dossier.ReceivedAt ?? dossier.SubmittedAt;
        return new JsonObject
        {
            ["MaHoSo"] = dossier.Code,
            ["MaTTHC"] = procedure.Code,
            ["TenTTHC"] = procedure.Name,
            ["KenhThucHien"] = Number((int)(dossier.Channel.IsOnline() ? Channel.VneidOnline : dossier.Channel)),
            ["ChuHoSo"] = result is null ? null : Declarations.Of(dossier).Requester.Name,
            ["NgayTiepNhan"] = Stamp(received),
            ["NgayHenTra"] = dossier.DueDate?.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
            ["TrangThaiHoSo"] = Number((int)dossier.State),
            ["DonViXuLy"] = pack.Authorities.On(result?.IssueDate ?? received.DateInVietnam()).Name.Vi,
            ["DanhSachGiayToKetQua"] = result is null
                ? new JsonArray()
                : new JsonArray(new JsonObject
                {
                    ["TenGiayTo"] = result.Name,
                    ["DuongDanTepTinKetQua"] = result.Address?.Split('#')[0],
                }),
        };
    }

    /// <summary>The certificate, or the decision that ended it.</summary>
    private async Task<ResultPaper> ResultAsync(ResultDelivery word, CancellationToken cancellation)
    {
        var certificate = await database.Certificates.AsNoTracking()
            .SingleAsync(c => c.DossierId == word.DossierId, cancellation);
        if (word.PaperId is not { } id)
        {
            return new($"Phiếu lý lịch tư pháp số {certificate.PrintedNumber}", certificate.VerificationAddress,
                certificate.IssueDate);
        }

        var decision = await database.Papers.AsNoTracking().Where(p => p.Id == id)
            .Select(p => new { p.Kind, p.PrintedNumber, p.VerificationAddress }).SingleAsync(cancellation);
        return new($"{PaperNames.Of(decision.Kind).Vi} số {decision.PrintedNumber}", decision.VerificationAddress,
            certificate.IssueDate);
    }

    /// <summary>One step in the members of CapNhatTienDoHoSoMC; it names the agency, nobody in it.</summary>
    private JsonObject Step(Dossier dossier, StateChange change) => new()
    {
        ["MaHoSo"] = dossier.Code,
        ["NguoiXuLy"] = pack.Authorities.On(change.At.DateInVietnam()).Name.Vi,
        ["ThoiDiemXuLy"] = Stamp(change.At),
        ["NoiDungXuLy"] = change.To.Name().Vi,
        ["TrangThai"] = Number((int)change.To),
    };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Stamp(DateTimeOffset at) =>
        at.InVietnam().ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    private sealed record ResultPaper(string Name, string? Address, DateOnly IssueDate);
}
