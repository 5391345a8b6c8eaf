using System.Text.Json;
using System.Text.Json.Serialization;
using Civic.JudicialRecords.Policies;

namespace Civic.JudicialRecords.Requests;

/// <summary>
/// A declaration as it is kept: JSON with Vietnamese letters as they are, without members that hold nothing. Earlier
/// ones have escapes and nulls, so two are compared as what they state, never as texts.
/// </summary>
internal static class DeclarationText
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = LawJson.Letters,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    internal static string Write(Declaration declaration) => JsonSerializer.Serialize(declaration, Options);

    internal static Declaration Read(string text) =>
        JsonSerializer.Deserialize<Declaration>(text, Options) ?? throw new JsonException("Null is no declaration.");

    internal static bool IsSame(Declaration one, Declaration other) => Write(one) == Write(other);
}
