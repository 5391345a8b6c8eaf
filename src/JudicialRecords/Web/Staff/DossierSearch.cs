using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Identity;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Web.Staff;

/// <summary>A request that was found, with the person it is about.</summary>
internal sealed record FoundDossier(Dossier Dossier, string PersonName);

/// <summary>What was found by what; more than fit on a page are told of and not counted.</summary>
internal sealed record DossiersFound(string By, IReadOnlyList<FoundDossier> Dossiers, bool AreMore);

/// <summary>
/// Requests by what a citizen may come with: the dossier's code, the certificate's number, the person's ID number, or
/// the beginning of their name, written with marks or without. Each is a range of an index, however many there are.
/// </summary>
internal static class DossierSearch
{
    internal const int MostLetters = 100;
    private const int Most = 50;

    internal static async Task<DossiersFound> FindAsync(
        JudicialDbContext database, string typed, CancellationToken cancellation)
    {
        var (by, found) = Query(database, typed);
        var dossiers = await found.AsNoTracking().Take(Most + 1).ToListAsync(cancellation);
        return new(by, [.. dossiers.Take(Most).Select(d => new FoundDossier(d, NameOf(d)))], dossiers.Count > Most);
    }

    private static (string By, IQueryable<Dossier> Found) Query(JudicialDbContext database, string typed)
    {
        if (DossierCode.TryParse(typed, out _))
        {
            return ("code", database.Dossiers.Where(d => d.Code == typed));
        }

        if (CitizenId.TryParse(typed, out var number))
        {
            return ("id-number", database.Dossiers.Where(d => d.PersonNumber == number)
                .OrderByDescending(d => d.SubmittedAt));
        }

        if (RegisterSearch.IsNumber(typed))
        {
            return ("certificate", from c in RegisterLines.OfNumber(database.Certificates, typed)
                                   join d in database.Dossiers on c.DossierId equals d.Id
                                   orderby c.PrintedNumber, c.IssueDate descending
                                   select d);
        }

        var from = PlainName.Of(typed);
        var to = from + RegisterLines.AfterAll;
        return ("name", database.Dossiers
            .Where(d => d.PersonNameKey.CompareTo(from) >= 0 && d.PersonNameKey.CompareTo(to) < 0)
            .OrderBy(d => d.PersonNameKey).ThenByDescending(d => d.SubmittedAt));
    }

    private static string NameOf(Dossier dossier) => Declarations.Of(dossier).Person.Name;
}
