using System.Text.Json;
using System.Text.Json.Serialization;

namespace Civic.JudicialRecords.Records;

/// <summary>JSON of the registers: strict about what must be there, names of values in kebab case.</summary>
internal static class RegisterJson
{
    internal static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <exception cref="JsonException">Not the expected shape, or null.</exception>
    internal static T Read<T>(byte[] bytes) =>
        JsonSerializer.Deserialize<T>(bytes, Options) ?? throw new JsonException("The answer is null.");

    internal static RegisterQuestion Question(Guid id, string register, string source, string path, object body) =>
        new(id, register, source, path.Split('/')[^1], path, "application/json",
            JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), Options));
}
