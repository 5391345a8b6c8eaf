using Civic.Shared.Hosting;

namespace Civic.JudicialRecords.Policies;

/// <summary>The text of a pack, and what its refusals call it.</summary>
internal sealed record PolicyPlace(string Name, byte[] Json)
{
    /// <param name="path">Of what is wrong, such as $.fees[1].</param>
    /// <exception cref="StartupRefusal">It is wrong: with the place, its line and the sentence.</exception>
    internal void Refuse(bool wrong, string path, string sentence)
    {
        if (wrong)
        {
            var line = JsonLines.LineOf(Json, path) is { } number ? $"line {number}, " : "";
            throw new StartupRefusal($"{Name}, {line}{path}: {sentence}");
        }
    }
}
