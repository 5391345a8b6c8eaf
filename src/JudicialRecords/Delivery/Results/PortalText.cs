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
    /// <summary>Reads what these words are about.</summary>
    /// <returns>Puts each of them into the members of the interface.</returns>
    internal async Task<Func<ResultDelivery, JsonObject>> SentAsync(
        IReadOnlyCollection<ResultDelivery> words, CancellationToken cancellation)
    {
        var about = await ResultSubjects.ReadAsync(database, words, cancellation);
        return word => new JsonObject
        {
            // The result came before; the portal knows the dossier by now.
            ["isUpdating"] = word.PaperId is null ? "False" : "True",
            ["data"] = new JsonArray(Dossier(about.Dossiers[word.DossierId], Result(word, about))),
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
        var result = last is null ? null : Result(last, await ResultSubjects.ReadAsync(database, [last], cancellation));
        var asked = Dossier(dossier, result);
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

    private JsonObject Dossier(Dossier dossier, ResultPaper? result)
    {
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
    private static ResultPaper Result(ResultDelivery word, ResultSubjects about)
    {
        var certificate = about.Certificates[word.DossierId];
        if (word.PaperId is not { } id)
        {
            return new($"Phiếu lý lịch tư pháp số {certificate.PrintedNumber}", certificate.VerificationAddress,
                certificate.IssueDate);
        }

        var decision = about.Decisions[id];
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
