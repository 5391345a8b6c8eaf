using System.Globalization;
using Civic.HealthRecord.Access;
using Civic.HealthRecord.Queries;
using Civic.HealthRecord.Sources.InsuranceClaims;
using Civic.HealthRecord.Sources.Vaccinations;

namespace Civic.HealthRecord.Fhir;

/// <summary>The resources behind the sections; each is entered once and pointed to by its urn:uuid.</summary>
internal sealed class IpsEntries(RecordOwner owner, Facilities facilities)
{
    private readonly List<BundleEntry> _entries = [];
    private readonly Dictionary<string, Reference> _known = new(StringComparer.Ordinal);
    private readonly Reference _patient = Reference.To($"urn:uuid:{owner.Id}");

    internal IReadOnlyList<BundleEntry> All => _entries;

    internal Facilities Facilities => facilities;

    internal static BundleEntry Entry(Resource resource) =>
        new() { FullUrl = $"urn:uuid:{resource.Id}", Resource = resource };

    internal Reference AddPatient() => Put("patient", _ => PatientResource.Of(owner));

    internal Reference AddOrganization(string key, string name, string? code) =>
        Put(
            $"organization:{key}",
            id => new Organization
            {
                Id = id,
                Identifier = code is null ? null : [new Identifier { System = CodeSystems.Facility, Value = code }],
                Name = name,
            }
        );

    internal Reference Add(ProblemLine line, DateTimeOffset? asOf) =>
        Put(
            $"problem:{line.Icd10}:{line.Text}",
            id => new Condition
            {
                Id = id,
                Meta = From(RecordSource.CityRecords, asOf),
                ClinicalStatus = CodeableConcept.Of(CodeSystems.ClinicalStatus, "active"),
                Category = [CodeableConcept.Of(CodeSystems.ConditionCategory, "problem-list-item")],
                Code =
                    line.Icd10.Length > 0
                        ? CodeableConcept.Of(CodeSystems.Icd10, line.Icd10, text: line.Text)
                        : CodeableConcept.Words(line.Text),
                Subject = _patient,
                OnsetDateTime = line.Since.Length > 0 ? line.Since : null,
            }
        );

    internal Reference Add(AllergyLine line, DateTimeOffset? asOf) =>
        Put(
            $"allergy:{line.Text}",
            id =>
                line.Resource with
                {
                    Id = id,
                    Meta = From(RecordSource.CityRecords, asOf),
                    VerificationStatus = CodeableConcept.Of(CodeSystems.AllergyVerification, "confirmed"),
                    Patient = _patient,
                }
        );

    internal Reference Add(MedicationLine line, DateTimeOffset? asOf) =>
        Put(
            $"medication:{line.Key}",
            id => new MedicationStatement
            {
                Id = id,
                Meta = From(RecordSource.InsuranceClaims, asOf),
                Status = line.Status switch
                {
                    MedicationStatus.Active => "active",
                    MedicationStatus.Completed => "completed",
                    _ => "unknown",
                },
                MedicationCodeableConcept = CodeableConcept.Of(
                    CodeSystems.ActiveIngredient,
                    line.Code,
                    text: line.Name
                ),
                Subject = _patient,
                EffectivePeriod = new DayPeriod(line.Since, line.Until),
                InformationSource = Facility(line.Facility),
                Dosage = [new Dosage(line.Dose, line.Instructions.Length > 0 ? line.Instructions : null)],
            }
        );

    internal Reference Add(Injection line, DateTimeOffset? asOf) =>
        Put(
            $"immunization:{line.Vaccine}:{line.On:yyyyMMdd}:{line.Dose}",
            id => new Immunization
            {
                Id = id,
                Meta = From(RecordSource.Vaccinations, asOf),
                Status = "completed",
                VaccineCode = CodeableConcept.Words(line.Vaccine),
                Patient = _patient,
                OccurrenceDateTime = line.On,
                Location = line.Place.Length > 0 ? new Reference { Display = line.Place } : null,
                LotNumber = line.Lot.Length > 0 ? line.Lot : null,
                ProtocolApplied = line.Dose is { } dose
                    ? [new(line.Against.Length > 0 ? [CodeableConcept.Words(line.Against)] : null, dose)]
                    : null,
            }
        );

    internal Reference Add(ResultLine line, HealthSummary summary)
    {
        var number = Number(line.Value);
        return Put(
            $"result:{line.Key}",
            id => new Observation
            {
                Id = id,
                Meta = From(RecordSource.InsuranceClaims, summary.Results.AsOf),
                Status = "final",
                Category =
                [
                    CodeableConcept.Of(
                        CodeSystems.ObservationCategory,
                        line.Code.Length > 0 ? "laboratory" : "imaging"
                    ),
                ],
                Code =
                    line.Code.Length > 0
                        ? CodeableConcept.Of(CodeSystems.ResultIndex, line.Code, text: line.Name)
                        : CodeableConcept.Words(line.Name),
                Subject = _patient,
                Encounter = Visit(summary.Episodes.First(e => e.Key == line.EpisodeKey), summary.Results.AsOf),
                EffectiveDateTime = line.At,
                Performer = [Facility(line.Facility)],
                ValueQuantity = number is { } value
                    ? new Quantity(value, line.Unit, UcumSystem(line.Unit), Ucum(line.Unit))
                    : null,
                ValueString = number is null ? $"{line.Value} {line.Conclusion}".Trim() : null,
            }
        );
    }

    private Reference Visit(Episode episode, DateTimeOffset? asOf) =>
        Put(
            $"encounter:{episode.Key}",
            id => new Encounter
            {
                Id = id,
                Meta = From(RecordSource.InsuranceClaims, asOf),
                Status = "finished",
                // 03 inpatient, 04 day, 06 stay at a commune station, 09 inpatient below 4 hours
                // (Decision 1804/QĐ-BYT, 2026).
                Class = episode.CareType is "03" or "04" or "06" or "09"
                    ? new(CodeSystems.ActCode, "IMP", "inpatient encounter")
                    : new(CodeSystems.ActCode, "AMB", "ambulatory"),
                Subject = _patient,
                Period = new Period(episode.Start, episode.End),
                ReasonCode = episode.Reason.Length > 0 ? [CodeableConcept.Words(episode.Reason)] : null,
                ServiceProvider = Facility(episode.Facility),
            }
        );

    private Reference Facility(string code) => AddOrganization(code, facilities.NameOf(code), code);

    private Reference Put(string key, Func<string, Resource> make)
    {
        if (_known.TryGetValue(key, out var known))
        {
            return known;
        }

        var id = key == "patient" ? owner.Id : StableId.Of(owner.Id, key);
        var reference = _known[key] = Reference.To($"urn:uuid:{id}");
        _entries.Add(Entry(make(id.ToString())));
        return reference;
    }

    private static Meta From(RecordSource source, DateTimeOffset? asOf) =>
        new()
        {
            LastUpdated = asOf,
            Source = source switch
            {
                RecordSource.InsuranceClaims => "urn:civic:health:source:insurance-claims",
                RecordSource.CityRecords => "urn:civic:health:source:city-records",
                _ => "urn:civic:health:source:vaccinations",
            },
        };

    private static decimal? Number(string value) =>
        decimal.TryParse(
            value,
            NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;

    private static string? UcumSystem(string unit) => Ucum(unit) is null ? null : CodeSystems.Ucum;

    /// <summary>Only units whose UCUM code is certain; others keep their text.</summary>
    private static string? Ucum(string unit) =>
        unit switch
        {
            "mmol/L" or "g/L" or "mg/L" or "U/L" or "%" => unit,
            "µmol/L" or "μmol/L" => "umol/L",
            _ => null,
        };
}

internal static class PatientResource
{
    internal static Patient Of(RecordOwner owner) =>
        new()
        {
            Id = owner.Id.ToString(),
            Identifier =
            [
                new Identifier
                {
                    Use = "official",
                    Type = CodeableConcept.Of("http://terminology.hl7.org/CodeSystem/v2-0203", "NI"),
                    System = CodeSystems.NationalId,
                    Value = owner.Number.Value,
                },
            ],
            Name = [new HumanName(owner.Name, "official")],
            Gender = owner.Number.IsMale ? "male" : "female",
            BirthDate = owner.BirthDate.ToString(),
        };
}
