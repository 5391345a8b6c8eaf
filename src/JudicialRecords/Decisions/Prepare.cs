using Civic.JudicialRecords.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Civic.JudicialRecords.Decisions;

/// <summary>The case officer prepares the certificate: everything on which it rests has been decided.</summary>
internal static class Prepare
{
    internal const string Action = "certificate.prepared";

    internal static void Map(RouteGroupBuilder group) =>
        group.MapPost("/prepare", HandleAsync).RequireAuthorization(Shared.SignIn.Policies.CaseOfficer);

    /// <summary>Why the certificate can't be prepared yet; null where it can.</summary>
    internal static Outcome.Refused? Missing(CaseFile file) =>
        file switch
        {
            { RecordsComplete: false } or { Result: null } => Refusals.RecordsMissing,
            _ when file.Matches.Any(m => m.Decision is null) => Refusals.MatchesUndecided,
            _ when file.Errors.Any(e => e.Decision is null) => Refusals.ErrorsUndecided,
            { SaysConvicted: null } => Refusals.ResultUndecided,
            _ => null,
        };

    private static Task<IResult> HandleAsync(Guid id, StaffForm? form, Desk desk, CancellationToken cancellation) =>
        desk.ActAsync(
            id,
            form,
            Action,
            async (dossier, _) => Decide(await CaseFile.LoadAsync(desk.Database, dossier, cancellation), desk),
            cancellation
        );

    internal static Outcome Decide(CaseFile file, Desk desk)
    {
        if (OfficerStep.Guard(file.Dossier, desk) is { } refused)
        {
            return refused;
        }

        if (Missing(file) is { } missing)
        {
            return missing;
        }

        file.Dossier.Must(DossierEvent.Prepared, desk.Hand);
        return new Outcome.Done(
            new("Đã lập phiếu, trình lãnh đạo phòng.", "Prepared; it is now with the division head.")
        );
    }
}
