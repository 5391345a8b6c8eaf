namespace Civic.HealthRecord.Fhir;

internal sealed record CapabilityStatement : Resource
{
    public required string Status { get; init; }

    public required DateOnly Date { get; init; }

    public required string Kind { get; init; }

    public required CapabilitySoftware Software { get; init; }

    public required CapabilityImplementation Implementation { get; init; }

    public required string FhirVersion { get; init; }

    public required IReadOnlyList<string> Format { get; init; }

    public required IReadOnlyList<CapabilityRest> Rest { get; init; }

    /// <summary>What a program may do here; the date is that of the last change of this text.</summary>
    internal static CapabilityStatement Of(string address) => new()
    {
        Status = "active",
        Date = new(2026, 11, 22),
        Kind = "instance",
        Software = new("Civic HealthRecord"),
        Implementation = new("Sổ sức khỏe điện tử, thành phố Hà Nội", address + "/fhir"),
        FhirVersion = "4.0.1",
        Format = ["application/fhir+json"],
        Rest =
        [
            new("server", new CapabilitySecurity([CodeableConcept.Of(
                "http://terminology.hl7.org/CodeSystem/restful-security-service", "SMART-on-FHIR")],
                "Client credentials with private_key_jwt; Civic-Clinician and Civic-Purpose on every call."))
            {
                Resource =
                [
                    new("Patient")
                    {
                        Interaction = [new("read"), new("search-type")],
                        SearchParam = [new("identifier", "token", "In the body of POST _search only.")],
                        Operation =
                        [
                            new("summary", "http://hl7.org/fhir/uv/ips/OperationDefinition/summary"),
                        ],
                    },
                ],
            },
        ],
    };
}

internal sealed record CapabilitySoftware(string Name);

internal sealed record CapabilityImplementation(string Description, string Url);

internal sealed record CapabilitySecurity(IReadOnlyList<CodeableConcept> Service, string Description);

internal sealed record CapabilityRest(string Mode, CapabilitySecurity Security)
{
    public required IReadOnlyList<CapabilityResource> Resource { get; init; }
}

internal sealed record CapabilityResource(string Type)
{
    public required IReadOnlyList<CapabilityInteraction> Interaction { get; init; }

    public IReadOnlyList<CapabilitySearch>? SearchParam { get; init; }

    public IReadOnlyList<CapabilityOperation>? Operation { get; init; }
}

internal sealed record CapabilityInteraction(string Code);

internal sealed record CapabilitySearch(string Name, string Type, string Documentation);

internal sealed record CapabilityOperation(string Name, string Definition);
