using Civic.JudicialRecords.Certificates;
using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Audit;
using Civic.Shared.Identity;
using Civic.Shared.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Web.Staff;

/// <summary>
/// Files for staff: stored documents, the preview of a certificate, the register as CSV. Each reading is audited.
/// </summary>
internal static class StaffDocuments
{
    internal static void Map(WebApplication app)
    {
        app.MapGet("/staff/dossiers/{id:guid}/documents/{kind:int}.pdf", DocumentAsync)
            .RequireAuthorization(Shared.SignIn.Policies.Staff)
            .ExcludeFromDescription();
        app.MapGet("/staff/dossiers/{id:guid}/preview.pdf", PreviewAsync)
            .RequireAuthorization(Shared.SignIn.Policies.Staff)
            .ExcludeFromDescription();
        app.MapGet("/staff/register.csv", CsvAsync)
            .RequireAuthorization(RegisterAccess.Policy)
            .ExcludeFromDescription();
    }

    private static async Task<IResult> DocumentAsync(
        Guid id,
        int kind,
        JudicialDbContext database,
        CurrentPerson person,
        TimeProvider clock,
        CancellationToken cancel
    )
    {
        var document = await database
            .StoredDocuments.AsNoTracking()
            .Where(d => d.Kind != DocumentKind.CertificateReceipt)
            .SingleOrDefaultAsync(d => d.DossierId == id && d.Kind == (DocumentKind)kind, cancel);
        if (document is null)
        {
            return Results.NotFound();
        }

        database.Audit(clock, person.Subject, "document.read", $"{id}:{document.Kind}");
        await database.SaveChangesAsync(cancel);
        return Results.File(document.Content, "application/pdf");
    }

    private static async Task<IResult> PreviewAsync(
        Guid id,
        JudicialDbContext database,
        PolicyPack pack,
        TimeProvider clock,
        CancellationToken cancel
    )
    {
        var dossier = await database.Dossiers.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, cancel);
        if (dossier is null)
        {
            return Results.NotFound();
        }

        var file = await CaseFile.LoadAsync(database, dossier, cancel);
        if (file.SaysConvicted is null)
        {
            return Results.NotFound();
        }

        var now = clock.GetUtcNow();
        var today = now.DateInVietnam();
        var content = CertificateWording.Write(
            new CertificateFacts
            {
                Declaration = file.Declaration,
                Findings = [.. file.Cases.Select(c => c.Concluded)],
                Bans = file.Bans,
                Number = "…… /" + pack.Authorities.On(today).NumberSuffix,
                IssueDate = today,
                Signer = new([pack.Authorities.On(today).HeadTitle], ""),
            },
            pack
        );
        return Results.File(CertificatePdf.Render(content, null, now), "application/pdf");
    }

    private static async Task<IResult> CsvAsync(
        HttpRequest request,
        JudicialDbContext database,
        CurrentPerson person,
        TimeProvider clock,
        CancellationToken cancel
    )
    {
        var search = new RegisterSearch
        {
            Number = request.Query["search.number"],
            From = Day(request.Query["search.from"]),
            To = Day(request.Query["search.to"]),
        };
        var lines = await RegisterLines.FindAsync(database, search, RegisterLines.Exported, cancel);
        database.Audit(clock, person.Subject, "register.exported", "so-cap-phieu");
        await database.SaveChangesAsync(cancel);
        return Results.File(RegisterLines.Csv(lines), "text/csv; charset=utf-8", "so-cap-phieu.csv");
    }

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day) ? day : null;
}
