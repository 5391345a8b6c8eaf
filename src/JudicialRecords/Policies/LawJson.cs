using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Civic.JudicialRecords.Policies;

/// <summary>
/// How facts, assessments and results are kept with a dossier, so that they can be read and computed again years later:
/// web names, values by name, money as a whole number of đồng, every member written, null included, and letters as they
/// are. Rows from before have six signs for a letter; they read alike, and are compared as what they say.
/// </summary>
internal static class LawJson
{
    /// <summary>Vietnamese letters are written as themselves.</summary>
    internal static readonly JavaScriptEncoder Letters = JavaScriptEncoder.Create(UnicodeRanges.All);

    internal static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = Letters,
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false), new MoneyNumber(),
        },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    internal static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <exception cref="JsonException">Not what <see cref="Write"/> wrote.</exception>
    internal static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("Null is no stored fact.");

    private sealed class MoneyNumber : JsonConverter<Shared.Identity.Money>
    {
        public override Shared.Identity.Money Read(
            ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

        public override void Write(
            Utf8JsonWriter writer, Shared.Identity.Money value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.Dong);
    }
}
