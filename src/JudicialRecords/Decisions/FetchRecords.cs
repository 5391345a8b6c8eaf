using System.Globalization;
using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Records;
using Civic.JudicialRecords.Requests;
using Civic.Shared.Audit;
using Civic.Shared.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Decisions;

/// <summary>
/// The case officer has the registers asked. Every call is audited with the officer; what could not be reached is kept
/// as such and blocks the certificate, because down is not empty.
/// </summary>
internal sealed class FetchRecords(
    PopulationRegister population,
    JudicialRegister judicial,
    PoliceRegister police,
    PolicyPack pack,
    TimeProvider clock
)
{
    internal const string Action = "records.fetched";

    internal static void Map(RouteGroupBuilder group) =>
        group.MapPost("/fetch-records", HandleAsync).RequireAuthorization(Shared.SignIn.Policies.CaseOfficer);

    /// <summary>
    /// The registers are asked before the transaction begins: nothing is held while the network is slow.
    /// </summary>
    private static async Task<IResult> HandleAsync(
        Guid id,
        StaffForm? form,
        Desk desk,
        FetchRecords fetch,
        CancellationToken cancellation
    )
    {
        var dossier = await desk.Database.Dossiers.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, cancellation);
        var answers =
            form is not null
            && dossier is not null
            && dossier.Version == form.Version
            && OfficerStep.Guard(dossier, desk) is null
                ? await fetch.AskAsync(dossier, desk, cancellation)
                : null;
        return await desk.ActAsync(
            id,
            form,
            Action,
            async (current, _) => await fetch.KeepAsync(
                await CaseFile.LoadAsync(desk.Database, current, cancellation), answers, desk, cancellation),
            cancellation
        );
    }

    /// <summary>Writes nothing; several dossiers may be asked about at once.</summary>
    internal async Task<Answered> AskAsync(Dossier dossier, Desk desk, CancellationToken cancellation)
    {
        var person = Declarations.Of(dossier).Person;
        var number = dossier.PersonNumber;
        var born = BirthDate.From(person.BirthDate);
        var officer = desk.Officer.Subject;
        var who = population.FindAsync(new PopulationQuery(number, person.Name, born, officer), cancellation);
        var traces = police.SearchAsync(number, person.Name, born, officer, cancellation);
        var record = judicial.SearchAsync(
            new JudicialQuery(number, person.OldNumber, person.Name, born, person.Father, person.Mother, officer),
            cancellation
        );
        await Task.WhenAll(who, traces, record);
        return new Answered(await who, await record, await traces);
    }

    internal async Task<Outcome> KeepAsync(
        CaseFile file, Answered? answers, Desk desk, CancellationToken cancellation)
    {
        var dossier = file.Dossier;
        if (OfficerStep.Guard(dossier, desk) is { } refused)
        {
            return refused;
        }

        if (answers is null)
        {
            return Refusals.SomebodyWasFaster;
        }

        RegisterAnswer[] rows =
        [
            KeptAnswers.Keep(dossier.Id, answers.Population, desk.Now),
            KeptAnswers.Keep(dossier.Id, answers.Judicial, desk.Now),
            KeptAnswers.Keep(dossier.Id, answers.Police, desk.Now),
        ];
        desk.Database.RegisterAnswers.AddRange(rows);
        AuditCall(dossier, answers.Population.Call, desk);
        AuditCall(dossier, answers.Judicial.Call, desk);
        AuditCall(dossier, answers.Police.Call, desk);
        dossier.RecordsFetchedAt = desk.Now;
        var due = dossier.DueDate;
        var outcome = Derive(file.With(rows), desk);
        if (dossier.DueDate != due)
        {
            // The citizen holds a slip with the earlier date; a new one says why it moved.
            await PaperRequest.AskAsync(
                desk.Database, dossier, PaperKind.AppointmentSlip, desk.Author,
                head => ReceptionPapers.AppointmentSlip(head, dossier), pack, cancellation);
        }

        return outcome;
    }

    private Outcome.Done Derive(CaseFile file, Desk desk)
    {
        var dossier = file.Dossier;
        if (!file.RecordsComplete)
        {
            dossier.ResultJson = null;
            return new(
                new(
                    "Có cơ sở dữ liệu chưa tra cứu được. Chưa thể lập phiếu; hãy thử lại sau.",
                    "A register could not be reached. The certificate can't be prepared yet; try again later."
                )
            );
        }

        dossier.ResultJson = LawJson.Write(file.Judge(desk.Now.DateInVietnam(), pack));
        var declared = Deadline.For(file.Declaration);
        if (file.With([]).OfficerMustDecide && declared.Track == DeadlineTrack.Ordinary)
        {
            Deadline.Set(dossier, Deadline.Verification, pack);
        }

        return new(new("Đã tra cứu xong các cơ sở dữ liệu.", "All registers have answered."));
    }

    private void AuditCall(Dossier dossier, RegisterCall call, Desk desk) =>
        desk.Database.Audit(
            clock,
            desk.Officer.Subject,
            "register.asked",
            dossier.Code,
            call.Outcome,
            new Dictionary<string, string>
            {
                ["register"] = call.Register,
                ["operation"] = call.Operation,
                ["request"] = call.Id.ToString(),
                ["attempts"] = call.Attempts.ToString(CultureInfo.InvariantCulture),
                ["ms"] = ((long)call.Took.TotalMilliseconds).ToString(CultureInfo.InvariantCulture),
            }
        );

    internal sealed record Answered(
        RegisterReply<PopulationFacts> Population,
        RegisterReply<JudicialFacts> Judicial,
        RegisterReply<IReadOnlyList<PoliceTrace>> Police
    );
}
