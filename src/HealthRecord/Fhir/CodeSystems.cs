namespace Civic.HealthRecord.Fhir;

/// <summary>Canonical addresses of the code and identifier systems that the summary uses.</summary>
internal static class CodeSystems
{
    internal const string Loinc = "http://loinc.org";
    internal const string Snomed = "http://snomed.info/sct";
    internal const string Icd10 = "http://hl7.org/fhir/sid/icd-10";
    internal const string Ucum = "http://unitsofmeasure.org";

    /// <summary>From the ministry's draft VN Core of 2021; two drafts disagree, so it is one constant.</summary>
    internal const string NationalId = "http://fhir.ehealth.gov.vn/core/sid/national_id";

    /// <summary>Five-character facility codes of Decision 384/QĐ-BYT (2019).</summary>
    internal const string Facility = "urn:civic:health:facility";
    internal const string Episode = "urn:civic:health:episode";
    internal const string ActiveIngredient = "urn:civic:health:active-ingredient";
    internal const string ResultIndex = "urn:civic:health:result-index";
    internal const string ClinicalStatus = "http://terminology.hl7.org/CodeSystem/condition-clinical";
    internal const string AllergyStatus = "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical";
    internal const string AllergyVerification = "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification";
    internal const string ConditionCategory = "http://terminology.hl7.org/CodeSystem/condition-category";
    internal const string ObservationCategory = "http://terminology.hl7.org/CodeSystem/observation-category";
    internal const string ActCode = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
    internal const string EmptyReason = "http://terminology.hl7.org/CodeSystem/list-empty-reason";
    internal const string ActReason = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
    internal const string ConsentScope = "http://terminology.hl7.org/CodeSystem/consentscope";
    internal const string IpsBundle = "http://hl7.org/fhir/uv/ips/StructureDefinition/Bundle-uv-ips";
    internal const string IpsComposition = "http://hl7.org/fhir/uv/ips/StructureDefinition/Composition-uv-ips";
}
