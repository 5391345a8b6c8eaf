using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Records;

namespace Civic.JudicialRecords.Tests.Web.Staff;

/// <summary>What the registers of a sandbox hold of a persona beside what they come with.</summary>
internal sealed class FurtherFilesFile : IAsyncDisposable
{
    private readonly string _path = Path.GetTempFileName();

    internal FurtherFilesFile() => File.WriteAllText(_path, "{}");

    internal (string Key, string Value) Setting => ("Civic:FurtherFiles", _path);

    internal void Write(string persona, params JudgmentFacts[] judgments) => Write(persona, judgments, []);

    internal void Write(string persona, JudgmentFacts[] judgments, params PoliceTrace[] traces) =>
        File.WriteAllText(
            _path,
            LawJson.Write(new Dictionary<string, object> { [persona] = new { judgments, traces } })
        );

    public ValueTask DisposeAsync()
    {
        File.Delete(_path);
        return ValueTask.CompletedTask;
    }
}
