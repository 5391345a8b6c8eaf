using System.Text.Json;
using System.Text.Json.Nodes;
using Civic.JudicialRecords.Delivery.Results;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.JudicialRecords.VneidApplication;
using Civic.Shared.Audit;
using Civic.Shared.Identity;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Inquiries;

/// <summary>
/// LayKetQua: the one-stop software (phần mềm một cửa) asks for the state of a dossier that came through it, from state
/// 9 on with the result. Every question is an audit event, however it is answered.
/// </summary>
internal sealed class PollResult(JudicialDbContext database, PolicyPack pack, OneStopText text, TimeProvider clock)
{
    internal async Task<JsonObject> RunAsync(string client, JsonElement? question, CancellationToken cancellation)
    {
        if (question is not { } asked)
        {
            return await RefuseAsync(client, null, "unreadable", OneStopAnswer.Unreadable(), cancellation);
        }

        var problems = new List<FormProblem>();
        var code = Read(new Members(asked, "", problems));
        if (problems.Count > 0)
        {
            return await RefuseAsync(client, code, "invalid", OneStopAnswer.Refused(problems), cancellation);
        }

        if (await FindAsync(client, code!, cancellation) is not { } dossier)
        {
            return await RefuseAsync(client, code, "unknown", OneStopAnswer.Unknown(), cancellation);
        }

        var told = await text.OfAsync(dossier, cancellation);
        var withResult = told.ContainsKey(OneStopText.Result) ? "true" : "false";
        database.Audit(clock, client, "result.polled", dossier.Code,
            detail: new Dictionary<string, string> { ["withResult"] = withResult });
        await database.SaveChangesAsync(cancellation);
        return OneStopAnswer.Of(told);
    }

    private string? Read(Members asked)
    {
        var code = asked.Needed("maHoSoMCDT");
        var ours = pack.Authorities.On(clock.GetUtcNow().DateInVietnam()).ProvinceCode;
        if (asked.Needed("maTinh") is { } province && province != ours)
        {
            asked.Wrong("maTinh", new(
                $"cơ quan này thuộc tỉnh, thành phố mã {ours}", $"this agency is of the province {ours}"));
        }

        if (asked.Text("authKey") is not null)
        {
            asked.Wrong("authKey", new(
                "không nhận khóa dùng chung trong nội dung: hệ thống hỏi đã được xác thực bằng mã truy cập gắn với "
                    + "khóa riêng; hãy bỏ thành phần này hoặc để trống",
                "no shared secret is taken in a body: the access token, bound to a key, says who asks; leave this out "
                    + "or empty"));
        }

        return code;
    }

    /// <summary>
    /// What was taken in at a counter or by post, and what was handed over under a code given to this very client.
    /// Requests of people who asked online are theirs alone.
    /// </summary>
    private async Task<Dossier?> FindAsync(string client, string code, CancellationToken cancellation) =>
        DossierCode.TryParse(code, out _)
            ? await database.Dossiers.AsNoTracking().Include(d => d.History)
                .SingleOrDefaultAsync(
                    d => d.Code == code && (d.Channel == Channel.Counter || d.Channel == Channel.Post
                        || database.VneidCodes.Any(g => g.Code == code && g.ClientId == client)),
                    cancellation)
            : null;

    private async Task<JsonObject> RefuseAsync(
        string client, string? code, string outcome, JsonObject answer, CancellationToken cancellation)
    {
        database.Audit(clock, client, "result.polled", AuditedCode.Of(code), outcome);
        await database.SaveChangesAsync(cancellation);
        return answer;
    }
}
