using Civic.JudicialRecords.Fees;
using Civic.JudicialRecords.Policies;
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

    /// <summary>By the text that decided; null where that can't be read any more.</summary>
    public FeeAgain? Again { get; private set; }

    /// <summary>The trace doesn't say which text decided, so it was computed again by today's.</summary>
    public bool ByTodaysText { get; private set; }

    public async Task OnGetAsync(string? code, CancellationToken cancellation)
    {
        Code = code?.Trim();
        var stored = await database.Dossiers.AsNoTracking()
            .Where(d => d.Code == Code)
            .Select(d => new StoredFee(
                d.FeeTraceJson, d.FeeDecided, d.FeeList, d.FeeWaived, d.FeeCity, d.FeeCitizen))
            .SingleOrDefaultAsync(cancellation);
        if (stored is null or { TraceJson: "{}" })
        {
            return;
        }

        Record = LawJson.Read<FeeRecord>(stored.TraceJson);
        await ComputeAsync(Record, stored.Amounts, cancellation);
        database.Audit(clock, person.Subject, "fee.explained", Code!);
        await database.SaveChangesAsync(cancellation);
    }

    private async Task ComputeAsync(FeeRecord record, FeeAmounts? worked, CancellationToken cancellation)
    {
        try
        {
            var by = await DecidingPack.FindAsync(record.Assessment, TextAsync, ChangeAsync);
            (Again, ByTodaysText) = (FeeAgain.Compute(record, worked, by.Pack), by.IsTodays);
        }
        catch (Exception e) when (e is StartupRefusal or PolicyGapException or ArgumentOutOfRangeException)
        {
            Again = null;
        }

        Task<string?> TextAsync(string digest) => database.PolicyTexts.AsNoTracking()
            .Where(t => t.Digest == digest).Select(t => t.Content).SingleOrDefaultAsync(cancellation);

        Task<string?> ChangeAsync(long ordinal) => database.PolicyChanges.AsNoTracking()
            .Where(c => c.Ordinal == ordinal).Select(c => c.Content).SingleOrDefaultAsync(cancellation);
    }
}
