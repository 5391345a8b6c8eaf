using System.Text.Json;
using Civic.Sandbox;
using Microsoft.Extensions.Configuration;

namespace Civic.NationalRegisters;

/// <summary>
/// What the judicial register and the police hold beside what the sandbox comes with: a JSON file that
/// Civic:FurtherFiles names, by persona, in the shapes of the wire. Read at each question: it may change meanwhile.
/// </summary>
internal sealed class FurtherFiles(IConfiguration configuration)
{
    /// <returns>Empty where no file is named.</returns>
    internal IReadOnlyDictionary<string, FurtherFile> Read() =>
        configuration["Civic:FurtherFiles"] is { } path
            ? JsonSerializer.Deserialize<Dictionary<string, FurtherFile>>(
                File.ReadAllBytes(path), JsonSerializerOptions.Web)!
            : new Dictionary<string, FurtherFile>();

    internal FurtherFile Of(string number) =>
        Read().SingleOrDefault(f => Personas.ById(f.Key).Number.Value == number).Value ?? new();
}

/// <summary>What is held of one persona.</summary>
internal sealed record FurtherFile
{
    public JsonElement[] Judgments { get; init; } = [];

    public JsonElement[] Bans { get; init; } = [];

    public JsonElement[] Traces { get; init; } = [];
}
