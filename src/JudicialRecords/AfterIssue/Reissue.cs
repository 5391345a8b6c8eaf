using System.Globalization;
using Civic.JudicialRecords.Fees;
using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Audit;
using Civic.Shared.Identity;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.AfterIssue;

/// <summary>
/// A new dossier with the declaration of the old one and nothing to pay, which goes through the whole work again: the
/// new certificate rests on what the registers say now.
/// </summary>
internal sealed class Reissue(JudicialDbContext database, PolicyPack pack, TimeProvider clock)
{
    /// <returns>False where the person has another open request; nothing is begun then.</returns>
    internal async Task<bool> BeginAsync(Paper decision, CancellationToken cancellation)
    {
        var old = await database.Dossiers.AsNoTracking()
            .SingleAsync(d => d.Id == decision.DossierId, cancellation);
        if (await database.Dossiers.AnyAsync(d => d.PersonNumber == old.PersonNumber && d.IsOpen, cancellation))
        {
            return false;
        }

        var now = clock.GetUtcNow();
        var dossier = new Dossier
        {
            Code = await NextCodeAsync(now, cancellation),
            RequesterSubject = old.RequesterSubject,
            RequesterNumber = old.RequesterNumber,
            PersonNumber = old.PersonNumber,
            Kind = old.Kind,
            DeclarationJson = old.DeclarationJson,
            PersonNameKey = old.PersonNameKey,
            Channel = old.Channel,
            RequesterLevel = old.RequesterLevel,
            SubmittedAt = now,
        };
        dossier.Register("system");
        var facts = LawJson.Read<FeeRecord>(old.FeeTraceJson).Facts with
        {
            ReceivedOn = now.DateInVietnam(),
            ReissuedBy = decision.PrintedNumber!,
        };
        dossier.Assess(
            Money.Zero, Money.Zero, Money.Zero, Money.Zero,
            LawJson.Write(new FeeRecord(facts, FeeRules.Assess(facts, pack))),
            decided: true);
        database.Dossiers.Add(dossier);
        database.StoredDocuments.Add(new StoredDocument
        {
            DossierId = dossier.Id,
            Kind = DocumentKind.Declaration,
            Content = DeclarationPdf.Render(Declarations.Of(old), dossier, pack),
            StoredAt = now,
        });
        decision.NewDossierId = dossier.Id;
        database.Audit(clock, "system", "dossier.reissue-begun", dossier.Code, "ok",
            new Dictionary<string, string> { ["decision"] = decision.AddressNumber! });
        return true;
    }

    private async Task<string> NextCodeAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var day = now.DateInVietnam();
        var number = await database.NextAsync(
            string.Create(CultureInfo.InvariantCulture, $"dossier:{day:yyyy-MM-dd}"), cancellation);
        return DossierCode.Make(pack.Authorities.On(day).AgencyCode, day, number).Value;
    }
}
