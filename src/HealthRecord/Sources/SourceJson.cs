using System.Text.Json.Serialization;
using Civic.HealthRecord.Sources.CityRecords;
using Civic.HealthRecord.Sources.InsuranceClaims;
using Civic.HealthRecord.Sources.Vaccinations;

namespace Civic.HealthRecord.Sources;

/// <summary>What goes to the sources and comes back from them, in their own spelling.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true
)]
[JsonSerializable(typeof(GatewayTokenRequest))]
[JsonSerializable(typeof(GatewayTokenReply))]
[JsonSerializable(typeof(GatewayLookUp))]
[JsonSerializable(typeof(GatewayRecords))]
[JsonSerializable(typeof(CityRecordRequest))]
[JsonSerializable(typeof(VaccinationRequest))]
[JsonSerializable(typeof(VaccinationReply))]
internal sealed partial class SourceJson : JsonSerializerContext;
