using Civic.HealthRecord.Fhir;
using Civic.HealthRecord.Sources;
using Civic.HealthRecord.Sources.CityRecords;
using Civic.HealthRecord.Sources.InsuranceClaims;
using Civic.HealthRecord.Sources.Vaccinations;
using Civic.Shared.Identity;

namespace Civic.HealthRecord.Queries;

/// <summary>
/// Makes the summary out of what the sources said. A claim's diagnosis is no lasting problem by itself: problems come
/// from the city's record, drugs and results from claims.
/// </summary>
internal static class Summarize
{
    /// <summary>Drugs and results older than this are history and no part of a summary.</summary>
    private const int Months = 12;

    internal static HealthSummary From(PersonFacts facts)
    {
        var today = facts.AskedAt.DateInVietnam();
        return new HealthSummary
        {
            Owner = facts.Owner,
            AsOf = LatestOf(facts, today),
            Allergies = FromCity(
                facts,
                c => c.SaysNoAllergy,
                c => Array.ConvertAll([.. c.Allergies], a => new AllergyLine(a))
            ),
            Problems = FromCity(facts, _ => false, c => Array.ConvertAll([.. c.Conditions], Problem)),
            Medications = FromClaims(facts, e => Medications(e, today)),
            Immunizations = Section(facts.Vaccinations, RecordSource.Vaccinations, _ => false, b => b.Injections),
            Results = FromClaims(facts, e => Results(e, today)),
            Episodes = facts.Episodes,
        };
    }

    private static DateTimeOffset LatestOf(PersonFacts facts, DateOnly today)
    {
        DateTimeOffset?[] times =
        [
            facts.Claims.VouchedUntil,
            facts.City.VouchedUntil,
            facts.Vaccinations.VouchedUntil,
            new DateTimeOffset(today.ToDateTime(default), VietnamTime.Offset),
        ];
        return times.Max()!.Value;
    }

    private static SectionOf<T> FromCity<T>(
        PersonFacts facts,
        Func<CityRecord, bool> saysNone,
        Func<CityRecord, IReadOnlyList<T>> lines
    ) => Section(facts.City, RecordSource.CityRecords, saysNone, lines);

    private static SectionOf<T> FromClaims<T>(PersonFacts facts, Func<Episode, IEnumerable<T>> lines) =>
        Section<IReadOnlyList<Episode>, T>(
            facts.Claims,
            RecordSource.InsuranceClaims,
            _ => false,
            e => [.. e.SelectMany(lines)]
        );

    private static SectionOf<TLine> Section<TSource, TLine>(
        SourceAnswer<TSource> answer,
        RecordSource source,
        Func<TSource, bool> saysNone,
        Func<TSource, IReadOnlyList<TLine>> lines
    )
    {
        if (answer is not SourceAnswer<TSource>.Facts facts)
        {
            var state =
                answer is SourceAnswer<TSource>.NotReached ? SectionState.NotReached : SectionState.NothingOnRecord;
            return new(state, [], source, answer.VouchedUntil);
        }

        var items = lines(facts.Value);
        return new(
            saysNone(facts.Value) ? SectionState.SaysNone
                : items.Count > 0 ? SectionState.Items
                : SectionState.NothingOnRecord,
            items,
            source,
            facts.AsOf
        );
    }

    private static ProblemLine Problem(Condition condition) =>
        new(
            condition.Code.Text ?? "",
            condition.Code.Coding?.FirstOrDefault(c => c.System == CodeSystems.Icd10)?.Code ?? "",
            condition.OnsetDateTime ?? "",
            condition.Recorder?.Identifier?.Value ?? ""
        );

    private static IEnumerable<MedicationLine> Medications(Episode episode, DateOnly today) =>
        from drug in episode.Drugs
        let since = drug.OrderedAt.DateInVietnam()
        where since >= today.AddMonths(-Months)
        orderby drug.Row
        select new MedicationLine(
            drug.Name,
            drug.Strength,
            drug.Dose,
            drug.Instructions,
            since,
            drug.Until,
            drug.Until is not { } until ? MedicationStatus.Unknown
                : until >= today ? MedicationStatus.Active
                : MedicationStatus.Completed,
            episode.Facility
        )
        {
            Code = drug.Code,
            Key = $"{episode.Key}#{drug.Row}",
        };

    private static IEnumerable<ResultLine> Results(Episode episode, DateOnly today) =>
        from result in episode.Results
        where result.At.DateInVietnam() >= today.AddMonths(-Months)
        orderby result.Row
        select new ResultLine(
            $"{episode.Key}#{result.Row}",
            result.Code,
            result.Name,
            result.Value,
            result.Unit,
            result.Conclusion,
            result.At,
            episode.Facility
        )
        {
            EpisodeKey = episode.Key,
        };
}
