using System.Text.Json;
using System.Text.Json.Nodes;
using Civic.JudicialRecords.Delivery.Results;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.JudicialRecords.VneidApplication;
using Civic.Shared.Audit;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Inquiries;

/// <summary>TraCuuHoSo: one dossier by its code. Every question is an audit event, however it is answered.</summary>
internal sealed class LookUpDossier(JudicialDbContext database, PortalText text, TimeProvider clock)
{
    internal async Task<JsonObject> RunAsync(string client, JsonElement? question, CancellationToken cancellation)
    {
        if (question is not { } asked)
        {
            return await NotedAsync(client, null, "unreadable", PortalAnswer.Unreadable(), cancellation);
        }

        if (new Members(asked, "", []).Text("MaHoSo") is not { } code)
        {
            return await NotedAsync(client, null, "no-code", PortalAnswer.NoCode(), cancellation);
        }

        var dossier = DossierCode.TryParse(code, out _)
            ? await database.Dossiers.AsNoTracking().Include(d => d.History)
                .SingleOrDefaultAsync(d => d.Code == code, cancellation)
            : null;
        return dossier is null
            ? await NotedAsync(client, code, "unknown", PortalAnswer.Unknown(), cancellation)
            : await NotedAsync(client, code, "ok",
                PortalAnswer.Of(new JsonArray(await text.AskedAsync(dossier, cancellation))), cancellation);
    }

    private async Task<JsonObject> NotedAsync(
        string client, string? code, string outcome, JsonObject answer, CancellationToken cancellation)
    {
        database.Audit(clock, client, "dossier.looked-up", AuditedCode.Of(code), outcome);
        await database.SaveChangesAsync(cancellation);
        return answer;
    }
}
