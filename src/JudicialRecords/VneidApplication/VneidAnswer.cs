using Civic.JudicialRecords.Requests;
using Civic.Shared.Web;

namespace Civic.JudicialRecords.VneidApplication;

/// <summary>What the application is answered, with status 200 (facts 6.6).</summary>
/// <param name="StatusCode">00 taken, 01 refused, 03 interrupted: send the same again later.</param>
/// <param name="Data">The dossier's code where it is taken.</param>
/// <param name="ErrorDetail">What is wrong, by the path of the member, in Vietnamese and English.</param>
internal sealed record VneidAnswer(string StatusCode, string? Data, string ErrorDetail)
{
    internal bool IsRefusal => StatusCode == RefusedCode;

    private const string RefusedCode = "01";

    internal static VneidAnswer Taken(string code) => new("00", code, "");

    internal static VneidAnswer Refused(string path, string vi, string en) =>
        Refused([new(path, new Bilingual(vi, en))]);

    internal static VneidAnswer Refused(IEnumerable<FormProblem> problems) => new(
        RefusedCode, null, string.Join("; ", problems.Select(p => $"{p.Field}: {p.Message.Vi} ({p.Message.En})")));

    internal static VneidAnswer Interrupted(string vi, string en) => new("03", null, $"{vi} ({en})");
}
