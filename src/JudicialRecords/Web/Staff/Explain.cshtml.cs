using Civic.JudicialRecords.Fees;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Policies.Changes;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Audit;
using Civic.Shared.Hosting;
using Civic.Shared.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Web.Staff;

/// <summary>How a stored fee came about, line by line, and whether the same facts and rules still come to it.</summary>
[Authorize(Policy = Shared.SignIn.Policies.Staff)]
internal sealed class ExplainModel(JudicialDbContext database, CurrentPerson person, TimeProvider clock) : PageModel
{
    public string? Code { get; private set; }

    public FeeRecord? Record { get; private set; }

    /// <summary>By the same pack today; null where that pack can't be read any more.</summary>
    public FeeAssessment? Again { get; private set; }

    public bool IsSame => Again is not null && LawJson.Write(Again) == LawJson.Write(Record!.Assessment);

    public async Task OnGetAsync(string? code, CancellationToken cancellation)
    {
        Code = code?.Trim();
        var trace = await database.Dossiers.AsNoTracking()
            .Where(d => d.Code == Code).Select(d => d.FeeTraceJson).SingleOrDefaultAsync(cancellation);
        if (trace is null or "{}")
        {
            return;
        }

        Record = LawJson.Read<FeeRecord>(trace);
        Again = await AgainAsync(Record, cancellation);
        database.Audit(clock, person.Subject, "fee.explained", Code!);
        await database.SaveChangesAsync(cancellation);
    }

    private async Task<FeeAssessment?> AgainAsync(FeeRecord record, CancellationToken cancellation)
    {
        try
        {
            return FeeRules.Assess(record.Facts, await PackAsync(record.Assessment.Pack, cancellation));
        }
        catch (Exception e) when (e is StartupRefusal or PolicyGapException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private async Task<PolicyPack> PackAsync(string name, CancellationToken cancellation)
    {
        if (name.Split('#') is not [_, var text] || !long.TryParse(text, out var ordinal))
        {
            return PolicyLoader.Load(name);
        }

        var content = await database.PolicyChanges.AsNoTracking()
            .Where(c => c.Ordinal == ordinal).Select(c => c.Content).SingleAsync(cancellation);
        return PolicyInForce.Read(content, ordinal);
    }
}
