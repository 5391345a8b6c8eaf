using System.Text.Json.Nodes;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.VneidApplication;

namespace Civic.JudicialRecords.Inquiries;

/// <summary>
/// An answer to the one-stop software, with status 200: as the VNeID application is answered, with an object as data.
/// </summary>
internal static class OneStopAnswer
{
    internal static JsonObject Of(JsonObject data) =>
        new() { ["statusCode"] = "00", ["data"] = data, ["errorDetail"] = "" };

    internal static JsonObject Unreadable() => Of(VneidAnswer.Refused("$",
        "nội dung không phải đối tượng JSON, hoặc có thành phần lặp lại",
        "the body is no JSON object, or a member stands in it twice"));

    /// <summary>Also for what can't be a code, and for dossiers that are not this caller's.</summary>
    internal static JsonObject Unknown() => Of(VneidAnswer.Refused("maHoSoMCDT",
        "không có hồ sơ nào của hệ thống gửi mang mã này", "no dossier of the caller has this code"));

    internal static JsonObject Refused(List<FormProblem> problems) => Of(VneidAnswer.Refused(problems));

    private static JsonObject Of(VneidAnswer refusal) => new()
    {
        ["statusCode"] = refusal.StatusCode,
        ["data"] = null,
        ["errorDetail"] = refusal.ErrorDetail,
    };
}
