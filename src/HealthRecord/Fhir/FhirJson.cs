using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Civic.Shared.Identity;

namespace Civic.HealthRecord.Fhir;

/// <summary>
/// FHIR JSON: absent elements are absent, Vietnamese letters stand as themselves, one resource has one spelling.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(Resource))]
internal sealed partial class FhirJson : JsonSerializerContext
{
    internal const string MediaType = "application/fhir+json";

    internal static FhirJson Writing { get; } =
        new(Settled(new JsonSerializerOptions { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) }));

    /// <summary>Others may put resourceType anywhere in the object.</summary>
    internal static FhirJson Reading { get; } =
        new(Settled(new JsonSerializerOptions { AllowOutOfOrderMetadataProperties = true }));

    internal static byte[] Bytes(Resource resource) => JsonSerializer.SerializeToUtf8Bytes(resource, Writing.Resource);

    private static JsonSerializerOptions Settled(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Converters.Add(new InstantInVietnam());
        return options;
    }

    /// <summary>Instants to the second with Vietnam's offset, so that the same time always has the same text.</summary>
    private sealed class InstantInVietnam : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(
                value.InVietnam().ToString("yyyy-MM-ddTHH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture)
            );
    }
}
