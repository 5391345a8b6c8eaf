using System.Globalization;
using System.Text.Json;
using Civic.HealthRecord.Access;
using Civic.Shared.Hosting;
using Civic.Shared.Identity;
using Answer = Civic.HealthRecord.Sources.SourceAnswer<Civic.HealthRecord.Sources.Vaccinations.VaccinationBook>;

namespace Civic.HealthRecord.Sources.Vaccinations;

/// <summary>
/// A person's own injections, newest first. The register adds those of the children entered under them (treEm), which
/// are not even read: a child's are in the child's record, where whoever looks stands in the child's ledger.
/// </summary>
internal sealed record VaccinationBook(IReadOnlyList<Injection> Injections);

/// <summary>
/// Vaccine, time and place (Decision 1332/QĐ-BYT), and the lot and dose where the register knows them.
/// </summary>
internal sealed record Injection(string Vaccine, DateOnly On, string Place, int? Dose, string Lot, string Against);

internal sealed record VaccinationRequest(string SoDinhDanh);

internal sealed record VaccinationReply(
    string? SoDinhDanh,
    string? DuLieuDen,
    IReadOnlyList<VaccinationRow>? MuiTiem
);

internal sealed record VaccinationRow(
    string? VacXin,
    string? NgayTiem,
    string? NoiTiem,
    int? MuiSo,
    string? SoLo,
    string? PhongBenh
);

/// <summary>Asks the vaccination register.</summary>
internal sealed class VaccinationSource(SourceChannel channel, CivicSettings settings)
{
    internal async Task<Answer> AskAsync(RecordOwner owner, CancellationToken cancellation)
    {
        var reply = await channel.PostAsync(
            settings.AddressOf("registers") + "/vaccinations/search",
            new VaccinationRequest(owner.Number.Value),
            SourceJson.Default.VaccinationRequest,
            cancellation
        );
        if (reply.Failure is { } why)
        {
            return new Answer.NotReached(why);
        }

        try
        {
            return Read(JsonSerializer.Deserialize(reply.Body, SourceJson.Default.VaccinationReply), owner);
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return new Answer.NotReached(SourceFailure.Malformed);
        }
    }

    private static Answer Read(VaccinationReply? reply, RecordOwner owner)
    {
        if (reply is null)
        {
            return new Answer.NotReached(SourceFailure.Malformed);
        }

        if (reply.SoDinhDanh != owner.Number.Value)
        {
            return new Answer.NotReached(SourceFailure.WrongPerson);
        }

        var asOf = new DateTimeOffset(Day(reply.DuLieuDen).ToDateTime(default), VietnamTime.Offset);
        var injections = Injections(reply.MuiTiem);
        return injections.Length == 0
            ? new Answer.NothingOnRecord(asOf)
            : new Answer.Facts(new VaccinationBook(injections), asOf);
    }

    private static Injection[] Injections(IReadOnlyList<VaccinationRow>? rows) =>
        [
            .. (rows ?? throw new FormatException("muiTiem is missing."))
                .Select(r => new Injection(
                    Word(r.VacXin),
                    Day(r.NgayTiem),
                    r.NoiTiem ?? "",
                    r.MuiSo,
                    r.SoLo ?? "",
                    r.PhongBenh ?? ""
                ))
                .Distinct()
                .OrderByDescending(i => i.On)
                .ThenBy(i => i.Vaccine, StringComparer.Ordinal)
                .ThenBy(i => i.Dose),
        ];

    private static DateOnly Day(string? text) =>
        DateOnly.ParseExact(text ?? "", "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Word(string? text) =>
        string.IsNullOrWhiteSpace(text) ? throw new FormatException("A name is missing.") : text;
}
