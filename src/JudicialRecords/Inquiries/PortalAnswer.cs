using System.Text.Json.Nodes;

namespace Civic.JudicialRecords.Inquiries;

/// <summary>An answer in the portal's own manner, with status 200 (facts 8.3).</summary>
internal static class PortalAnswer
{
    internal static JsonObject Of(JsonArray data) =>
        new() { ["error_code"] = "0", ["message"] = "", ["data"] = data };

    internal static JsonObject Unreadable() => Refused("01",
        "Nội dung không phải một đối tượng JSON, hoặc có thành phần lặp lại.",
        "The body is no JSON object, or a member stands in it twice.");

    internal static JsonObject NoCode() => Refused("02",
        "Thiếu MaHoSo, hoặc MaHoSo không phải chuỗi ký tự.", "MaHoSo is missing, or is no text.");

    /// <summary>Also for what can't be a code: who guesses learns nothing from the difference.</summary>
    internal static JsonObject Unknown() => Refused("04",
        "Không có hồ sơ mang mã này.", "There is no dossier with this code.");

    private static JsonObject Refused(string code, string vi, string en) =>
        new() { ["error_code"] = code, ["message"] = $"{vi} ({en})" };
}
