using Civic.JudicialRecords.Certificates;
using Civic.JudicialRecords.Payments;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Audit;
using Civic.Shared.Hosting;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using System.Security.Claims;

namespace Civic.JudicialRecords.Web.Citizen;

/// <summary>Files of a dossier for its requester, and the way back from the payment gateway. Others get 404.</summary>
internal static class CitizenDocuments
{
    private static readonly (DocumentKind Kind, string Name, Bilingual Label)[] Known =
    [
        (DocumentKind.CertificateSealed, "phieu-lltp", new("Tải Phiếu lý lịch tư pháp (PDF đã ký số)",
            "Download the certificate (signed PDF)")),
        (DocumentKind.CertificateReceipt, "bien-nhan", new("Tải biên nhận của sổ cấp (tệp JSON)",
            "Download the receipt of the issuance log (JSON file)")),
        (DocumentKind.Declaration, "to-khai", new("Tờ khai đã nộp (PDF)", "The declaration as sent (PDF)")),
    ];

    internal static bool MaySee(DocumentKind kind, DossierState state) => kind switch
    {
        DocumentKind.CertificateSealed or DocumentKind.CertificateReceipt =>
            state is DossierState.Done or DossierState.Returned,
        _ => Known.Any(k => k.Kind == kind),
    };

    internal static string NameOf(DocumentKind kind) => Known.Single(k => k.Kind == kind).Name;

    internal static Bilingual LabelOf(DocumentKind kind) => Known.Single(k => k.Kind == kind).Label;

    internal static void MapCitizenDocuments(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/requests/{code}/documents/{name}", DownloadAsync)
            .RequireAuthorization(Shared.SignIn.Policies.Citizen).RequireRateLimiting(RateLimits.Tracking);
        CitizenReceipt.Map(routes);
        routes.MapGet("/requests/{code}/paid", ReturnFromGatewayAsync)
            .RequireAuthorization(Shared.SignIn.Policies.Citizen).RequireRateLimiting(RateLimits.Tracking)
            .ExcludeFromDescription();
    }

    private static async Task<IResult> DownloadAsync(
        string code, string name, ClaimsPrincipal user, JudicialDbContext database, TimeProvider clock,
        CancellationToken cancellation)
    {
        var known = Known.Where(k => k.Name == name).Select(k => (DocumentKind?)k.Kind).FirstOrDefault();
        var dossier = known is null ? null : await OwnAsync(code, user, database, cancellation);
        if (dossier is null || !MaySee(known!.Value, dossier.State)
            || await database.StoredDocuments.AsNoTracking().SingleOrDefaultAsync(
                d => d.DossierId == dossier.Id && d.Kind == known.Value, cancellation) is not { } document)
        {
            return Results.NotFound();
        }

        database.Audit(clock, dossier.RequesterSubject, "document.downloaded", dossier.Code,
            detail: new Dictionary<string, string> { ["document"] = name });
        await database.SaveChangesAsync(cancellation);
        return Results.File(document.Content, "application/pdf", $"{name}-{dossier.Code}.pdf");
    }

    private static async Task<IResult> ReturnFromGatewayAsync(
        string code, ClaimsPrincipal user, JudicialDbContext database, PaymentDesk payments,
        CancellationToken cancellation)
    {
        if (await OwnAsync(code, user, database, cancellation) is not { } dossier)
        {
            return Results.NotFound();
        }

        await payments.ReturnAsync(dossier.Id, cancellation);
        return Results.LocalRedirect($"/requests/{dossier.Code}");
    }

    internal static Task<Dossier?> OwnAsync(
        string code, ClaimsPrincipal user, JudicialDbContext database, CancellationToken cancellation)
    {
        var subject = Requests.Citizen.From(user)?.Subject;
        return database.Dossiers.AsNoTracking()
            .SingleOrDefaultAsync(d => d.Code == code && d.RequesterSubject == subject, cancellation);
    }
}
