using System.Data.Common;
using Civic.HealthRecord.Access;
using Civic.HealthRecord.Fhir;
using Civic.HealthRecord.Sources;
using Civic.HealthRecord.Storage;
using Civic.Shared.Identity;
using Civic.Shared.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Civic.HealthRecord.Queries;

/// <summary>
/// A reading by a clinic's system: who asks and why, consent, data, and once more consent together with the audit
/// event. An unknown person and one without consent are answered alike.
/// </summary>
internal sealed partial class ClinicReads(
    HealthDatabase database,
    ConsentGate gate,
    RecordSources sources,
    Facilities facilities,
    ILogger<ClinicReads> logger
)
{
    private const string Treatment = "TREAT";
    private const int LongestName = 120;

    internal Task<IResult> PatientAsync(HttpContext http, Guid id) =>
        ReadAsync(http, "patient", () => ByIdAsync(id, http.RequestAborted), PatientOnlyAsync);

    internal Task<IResult> SummaryAsync(HttpContext http, Guid id) =>
        ReadAsync(http, "summary", () => ByIdAsync(id, http.RequestAborted), BuildSummaryAsync);

    internal Task<IResult> SummaryByNumberAsync(HttpContext http, CitizenId number) =>
        ReadAsync(http, "summary", () => ByNumberAsync(number, http.RequestAborted), BuildSummaryAsync);

    /// <summary>
    /// A search finds a person only where the record may be read; otherwise it finds nothing (R4 search rules).
    /// </summary>
    internal Task<IResult> SearchAsync(HttpContext http, CitizenId number) =>
        ReadAsync(http, "patient", () => ByNumberAsync(number, http.RequestAborted), FoundAsync, NotFound);

    private async Task<IResult> ReadAsync(
        HttpContext http,
        string what,
        Func<Task<RecordOwner?>> find,
        Func<RecordOwner, CancellationToken, Task<Built>> build,
        Func<IResult>? refusal = null
    )
    {
        var client = CallingClient.From(http.User);
        var owner = await find();
        var (reader, complaint) = ReaderOf(http, client);
        if (complaint is not null)
        {
            await gate.RefuseAsync(owner, reader, what, "incomplete", http.RequestAborted);
            return complaint;
        }

        if (owner is null || !await gate.IsOpenAsync(owner.Id, reader.Facility, http.RequestAborted))
        {
            await gate.RefuseAsync(owner, reader, what, ConsentGate.NoConsent, http.RequestAborted);
            return (refusal ?? FhirAnswers.Forbidden)();
        }

        var built = await build(owner, http.RequestAborted);
        try
        {
            return await gate.AdmitAsync(owner, reader, what, built.Outcomes, http.RequestAborted)
                ? FhirAnswers.Of(built.Body)
                : (refusal ?? FhirAnswers.Forbidden)();
        }
        catch (Exception e) when (e is DbException or DbUpdateException)
        {
            LogNotRecorded(logger, e.GetType().Name);
            return FhirAnswers.AuditUnavailable();
        }
    }

    private (Reader Reader, IResult? Complaint) ReaderOf(HttpContext http, CallingClient client)
    {
        var clinician = NameIn(http.Request.Headers["Civic-Clinician"].ToString());
        var purpose = http.Request.Headers["Civic-Purpose"].ToString();
        var reader = new Reader(
            client.ClientId,
            client.FacilityCode ?? "",
            clinician,
            purpose == Treatment ? purpose : ""
        );
        if (facilities.ConnectedOf(client.FacilityCode) is null)
        {
            return (reader, FhirAnswers.UnknownFacility());
        }

        return clinician.Length == 0 || purpose != Treatment
            ? (
                reader,
                FhirAnswers.Invalid(
                    "Thiếu tên người hành nghề hoặc mục đích.",
                    "Send Civic-Clinician (name of the practitioner, percent-encoded UTF-8) and Civic-Purpose: TREAT."
                )
            )
            : (reader, null);
    }

    /// <summary>Header fields are ASCII, names are not: percent-encoded UTF-8 as in RFC 8187 §3.2.1.</summary>
    private static string NameIn(string header)
    {
        var name = Uri.UnescapeDataString(header).Trim();
        return name.Length is > 0 and <= LongestName && !name.Any(char.IsControl) ? name : "";
    }

    private Task<RecordOwner?> ByIdAsync(Guid id, CancellationToken cancellation) =>
        database.Owners.AsNoTracking().FirstOrDefaultAsync(o => o.Id == id, cancellation);

    /// <summary>A number that was issued anew belongs to who came last.</summary>
    private Task<RecordOwner?> ByNumberAsync(CitizenId number, CancellationToken cancellation) =>
        database
            .Owners.AsNoTracking()
            .Where(o => o.Number == number)
            .OrderByDescending(o => o.Since)
            .FirstOrDefaultAsync(cancellation);

    private async Task<Built> BuildSummaryAsync(RecordOwner owner, CancellationToken cancellation)
    {
        var facts = await sources.FetchAsync(owner, cancellation);
        return new Built(FhirJson.Bytes(IpsDocument.Of(Summarize.From(facts), facilities)), facts.Outcomes());
    }

    private static Task<Built> PatientOnlyAsync(RecordOwner owner, CancellationToken cancellation) =>
        Task.FromResult(new Built(FhirJson.Bytes(PatientResource.Of(owner)), null));

    private static Task<Built> FoundAsync(RecordOwner owner, CancellationToken cancellation) =>
        Task.FromResult(new Built(FhirJson.Bytes(SearchSet(owner)), null));

    private static IResult NotFound() => FhirAnswers.Of(SearchSet(null));

    private static Bundle SearchSet(RecordOwner? owner) =>
        new()
        {
            Type = "searchset",
            Total = owner is null ? 0 : 1,
            Entry = owner is null
                ? null
                :
                [
                    new BundleEntry
                    {
                        FullUrl = $"urn:uuid:{owner.Id}",
                        Resource = PatientResource.Of(owner),
                        Search = new BundleSearch("match"),
                    },
                ],
        };

    [LoggerMessage(LogLevel.Error, "A reading could not be recorded and was refused: {Kind}")]
    private static partial void LogNotRecorded(ILogger logger, string kind);

    private sealed record Built(byte[] Body, IReadOnlyDictionary<string, string>? Outcomes);
}
