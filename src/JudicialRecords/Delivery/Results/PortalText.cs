using System.Globalization;
using System.Text.Json.Nodes;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Identity;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Delivery.Results;

/// <summary>
/// A dossier and its steps in the members of the national portal (facts 8.3), alike whether they are sent there
/// (DongBoHoSoMC, CapNhatTienDoHoSoMC) or the portal asks for them (TraCuuHoSo). They name the agency and its units,
/// nobody in it.
/// </summary>
internal sealed class PortalText(JudicialDbContext database, PolicyPack pack, ProcedureOptions procedure)
{
    /// <summary>
    /// The dossier as it is now with its progress (TienDo). It names nobody before the portal took a word of it.
    /// </summary>
    /// <param name="dossier">With its history.</param>
    /// <param name="cancellation">Ends the work.</param>
    internal async Task<JsonObject> AskedAsync(Dossier dossier, CancellationToken cancellation)
    {
        var known = await database.ResultDeliveries.AnyAsync(
            r => r.DossierId == dossier.Id && r.Target == ResultTarget.NationalPortal && r.SentAt != null,
            cancellation);
        var results = known ? await PortalSubjects.ResultsAsync(database, [dossier], cancellation) : [];
        var asked = Whole(dossier, results.GetValueOrDefault(dossier.Id));
        if (!known)
        {
            asked["ChuHoSo"] = null;
        }

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

    /// <param name="dossier">As it is now, whichever of its words this is: a late one undoes nothing.</param>
    /// <param name="result">Null before it is returned.</param>
    internal JsonObject Whole(Dossier dossier, ResultPaper? result)
    {
        var received = dossier.ReceivedAt ?? dossier.SubmittedAt;
        return new JsonObject
        {
            ["MaHoSo"] = dossier.Code,
            ["MaTTHC"] = procedure.Code,
            ["TenTTHC"] = procedure.Name,
            ["KenhThucHien"] = Number((int)(dossier.Channel.IsOnline() ? Channel.VneidOnline : dossier.Channel)),
            ["ChuHoSo"] = Declarations.Of(dossier).Requester.Name,
            ["NgayTiepNhan"] = Stamp(received),
            ["NgayHenTra"] = Day(dossier.DueDate),
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

    /// <summary>One step in the members of CapNhatTienDoHoSoMC.</summary>
    internal JsonObject Step(Dossier dossier, StateChange change)
    {
        var day = change.At.DateInVietnam();
        var step = new JsonObject
        {
            ["MaHoSo"] = dossier.Code,
            ["NguoiXuLy"] = pack.Authorities.On(day).Name.Vi,
            ["ThoiDiemXuLy"] = Stamp(change.At),
            ["NoiDungXuLy"] = change.To.Name().Vi,
            ["TrangThai"] = Number((int)change.To),
        };
        AddWhereKnown("PhongBanXuLy", TurnOf(change.To) is { } turn
            ? pack.StepPlans.Find(day)?.Find(turn)?.Unit : null);
        // The clock starts with the reception; what came before has neither.
        var started = dossier.ReceivedAt is { } at && at <= change.At ? dossier : null;
        AddWhereKnown("NgayBatDau", Day(started?.ReceivedAt?.DateInVietnam()));
        AddWhereKnown("NgayKetThucTheoQuyDinh", Day(started?.DueDate));
        return step;

        void AddWhereKnown(string member, string? text)
        {
            if (text is not null)
            {
                step[member] = text;
            }
        }
    }

    /// <summary>Whose work brings a dossier into this state; null for what the citizen or a worker does.</summary>
    private static Turn? TurnOf(DossierState state) => state switch
    {
        DossierState.Received or DossierState.Rejected or DossierState.PaymentAsked => Turn.Reception,
        DossierState.InProgress => Turn.CaseOfficer,
        DossierState.Done => Turn.Clerk,
        _ => null,
    };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Day(DateOnly? day) => day?.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Stamp(DateTimeOffset at) =>
        at.InVietnam().ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
}
