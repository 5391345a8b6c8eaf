using System.Security.Claims;
using Civic.JudicialRecords.Certificates;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Audit;
using Civic.Shared.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Web.Citizen;

/// <summary>
/// The receipt that goes with a certificate (biên nhận của sổ cấp): its proof in the issuance log and the log's signed
/// tree head of the day, in the form that ./civic verify --head takes.
/// </summary>
internal static class CitizenReceipt
{
    /// <summary>Nobody should wait long for what is kept here as well.</summary>
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(3);

    private static readonly string Name = CitizenDocuments.NameOf(DocumentKind.CertificateReceipt);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet($"/requests/{{code}}/documents/{Name}", GetAsync)
            .RequireAuthorization(Shared.SignIn.Policies.Citizen).RequireRateLimiting(RateLimits.Tracking);

    private static async Task<IResult> GetAsync(string code, ClaimsPrincipal user, JudicialDbContext database,
        SigningClient signing, TimeProvider clock, CancellationToken cancellation)
    {
        var dossier = await CitizenDocuments.OwnAsync(code, user, database, cancellation);
        if (dossier is null || !CitizenDocuments.MaySee(DocumentKind.CertificateReceipt, dossier.State)
            || await database.Certificates.AsNoTracking().Where(c => c.DossierId == dossier.Id)
                .Select(c => c.AddressNumber).SingleOrDefaultAsync(cancellation) is not { } number)
        {
            return Results.NotFound();
        }

        var receipt = await OfTodayAsync(signing, number, cancellation)
            ?? await database.StoredDocuments.AsNoTracking()
                .Where(d => d.DossierId == dossier.Id && d.Kind == DocumentKind.CertificateReceipt)
                .Select(d => d.Content).SingleOrDefaultAsync(cancellation);
        if (receipt is null)
        {
            return Results.NotFound();
        }

        database.Audit(clock, dossier.RequesterSubject, "document.downloaded", dossier.Code,
            detail: new Dictionary<string, string> { ["document"] = Name });
        await database.SaveChangesAsync(cancellation);
        return Results.File(receipt, "application/json", $"{Name}-{dossier.Code}.json");
    }

    /// <returns>Null where the key custodian does not answer: then the receipt of the day of issue will do.</returns>
    private static async Task<byte[]?> OfTodayAsync(
        SigningClient signing, string number, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Wait);
        try
        {
            return await signing.ReceiptAsync(number, limit.Token) is SigningReply<byte[]>.Done(var receipt)
                ? receipt
                : null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }
}
