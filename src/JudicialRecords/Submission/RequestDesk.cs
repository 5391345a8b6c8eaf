using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Submission;

/// <summary>What the pages around a new request need, together.</summary>
internal sealed class RequestDesk(
    Drafts drafts,
    PersonLookup lookup,
    FeeQuote quotes,
    SubmitRequest submit,
    JudicialDbContext database
)
{
    internal Drafts Drafts => drafts;

    internal PersonLookup Lookup => lookup;

    internal FeeQuote Quotes => quotes;

    internal SubmitRequest Submit => submit;

    /// <summary>The requester's own request about this person that is still open, or null.</summary>
    internal async Task<OpenRequest?> FindOpenAsync(Citizen citizen, PersonFound found, CancellationToken cancellation)
    {
        var number = found is PersonFound.Found { Person.Number: var certified }
            ? Civic.Shared.Identity.CitizenId.Parse(certified)
            : citizen.Number;
        return await database
            .Dossiers.AsNoTracking()
            .Where(d => d.PersonNumber == number && d.IsOpen && d.RequesterSubject == citizen.Subject)
            .Select(d => new OpenRequest(d.Code, d.State))
            .FirstOrDefaultAsync(cancellation);
    }

    /// <summary>The code of the dossier that this submission has already become, or null.</summary>
    internal async Task<string?> FindSubmittedAsync(
        Guid submissionId,
        Citizen citizen,
        CancellationToken cancellation
    ) =>
        await database
            .Dossiers.AsNoTracking()
            .Where(d => d.Id == submissionId && d.RequesterSubject == citizen.Subject)
            .Select(d => d.Code)
            .FirstOrDefaultAsync(cancellation);
}

internal sealed record OpenRequest(string Code, DossierState State);
