using System.Security.Cryptography;
using System.Text;
using Civic.HealthRecord.Access;
using Civic.HealthRecord.Queries;
using Civic.Shared.Identity;

namespace Civic.HealthRecord.Fhir;

/// <summary>
/// The International Patient Summary (IPS 2.0.0) as a document bundle. The same data give the same bytes: entries are
/// sorted, ids come from what they name, the time is that of the data.
/// </summary>
internal sealed class IpsDocument
{
    private const string Owner = "Sở Y tế thành phố Hà Nội";
    private readonly HealthSummary _summary;
    private readonly IpsEntries _entries;

    private IpsDocument(HealthSummary summary, Facilities facilities)
    {
        _summary = summary;
        _entries = new IpsEntries(summary.Owner, facilities);
    }

    internal static Bundle Of(HealthSummary summary, Facilities facilities) =>
        new IpsDocument(summary, facilities).Build();

    private Bundle Build()
    {
        var patient = _entries.AddPatient();
        var author = _entries.AddOrganization("department", Owner, null);
        return Bundle(Composition(patient, author, [.. RequiredSections(), .. FurtherSections()]));
    }

    private List<Section> RequiredSections() =>
        [
            Required(
                "11450-4",
                "Problem list Reported",
                SectionKind.Problems,
                _summary.Problems,
                l => _entries.Add(l, _summary.Problems.AsOf),
                IpsNarrative.Problems
            ),
            Required(
                "48765-2",
                "Allergies and adverse reactions Document",
                SectionKind.Allergies,
                _summary.Allergies,
                l => _entries.Add(l, _summary.Allergies.AsOf),
                IpsNarrative.Allergies
            ),
            Required(
                "10160-0",
                "History of Medication use Narrative",
                SectionKind.Medications,
                _summary.Medications,
                l => _entries.Add(l, _summary.Medications.AsOf),
                IpsNarrative.Medications
            ),
        ];

    /// <summary>Recommended sections (IPS 2.0): absent rather than empty.</summary>
    private IEnumerable<Section> FurtherSections()
    {
        if (_summary.Immunizations.State == SectionState.Items)
        {
            yield return Required(
                "11369-6",
                "History of Immunization note",
                SectionKind.Immunizations,
                _summary.Immunizations,
                l => _entries.Add(l, _summary.Immunizations.AsOf),
                IpsNarrative.Immunizations
            );
        }

        if (_summary.Results.State == SectionState.Items)
        {
            yield return Required(
                "30954-2",
                "Relevant diagnostic tests/laboratory data note",
                SectionKind.Results,
                _summary.Results,
                l => _entries.Add(l, _summary),
                IpsNarrative.Results
            );
        }
    }

    private Section Required<T>(
        string loinc,
        string display,
        SectionKind kind,
        SectionOf<T> section,
        Func<T, Reference> add,
        Func<IReadOnlyList<T>, Facilities, Narrative> narrate
    )
    {
        var shown = new Section
        {
            Title = SectionWords.Title(kind).Vi,
            Code = CodeableConcept.Of(CodeSystems.Loinc, loinc, display),
            Text =
                section.State == SectionState.Items
                    ? narrate(section.Items, _entries.Facilities)
                    : NarrativeText.Sentence(SectionWords.Empty(section).Vi),
        };
        return section.Items.Count > 0
            ? shown with
            {
                Entry = [.. section.Items.Select(add)],
            }
            : shown with
            {
                EmptyReason = ReasonFor(section.State),
            };
    }

    /// <summary>
    /// IPS recommends "notasked" and "unavailable" for data that are missing; "nilknown" would claim that somebody
    /// looked.
    /// </summary>
    private static CodeableConcept ReasonFor(SectionState state) =>
        state == SectionState.NotReached
            ? CodeableConcept.Of(CodeSystems.EmptyReason, "unavailable", "Unavailable")
            : CodeableConcept.Of(CodeSystems.EmptyReason, "notasked", "Not Asked");

    private Composition Composition(Reference patient, Reference author, List<Section> sections) =>
        new()
        {
            Id = StableId.Of(_summary.Owner.Id, "composition").ToString(),
            Meta = new Meta { Profile = [CodeSystems.IpsComposition] },
            Language = "vi",
            Text = NarrativeText.Sentence(
                $"Tóm tắt hồ sơ sức khỏe của {_summary.Owner.Name}, dữ liệu đến {_summary.AsOf.ToVietnamese()}."
            ),
            Status = "final",
            Type = CodeableConcept.Of(CodeSystems.Loinc, "60591-5", "Patient summary Document"),
            Subject = patient,
            Date = _summary.AsOf,
            Author = [author],
            Title = "Tóm tắt hồ sơ sức khỏe",
            Confidentiality = "N",
            Custodian = author,
            Section = sections,
        };

    private Bundle Bundle(Composition composition)
    {
        var bundle = new Bundle
        {
            Meta = new Meta
            {
                Profile = [CodeSystems.IpsBundle],
                Security = [new("http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "N", "normal")],
            },
            Language = "vi",
            Type = "document",
            Timestamp = _summary.AsOf,
            Entry = [IpsEntries.Entry(composition), .. _entries.All],
        };
        // The document's own name follows from its content: another content is another document.
        var id = StableId.From(SHA256.HashData(FhirJson.Bytes(bundle)));
        return bundle with
        {
            Id = id.ToString(),
            Identifier = new Identifier { System = "urn:ietf:rfc:3986", Value = $"urn:uuid:{id}" },
        };
    }
}
