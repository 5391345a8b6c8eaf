using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Civic.Signing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace Civic.Signing.Tests.Stage;

/// <summary>Short ways to read what came back.</summary>
internal static class Answers
{
    internal static async Task<string?> CodeAsync(this HttpResponseMessage answer, HttpStatusCode status)
    {
        answer.StatusCode.ShouldBe(status, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString();
    }

    internal static string? Text(this JsonElement json, string name) => json.GetProperty(name).GetString();

    internal static string? Verdict(this JsonElement report) => report.Text("verdict");

    /// <summary>Of the people's and agencies' signatures, not of the document time stamps.</summary>
    internal static string?[] SubIndications(this JsonElement report) =>
        [.. report.Signatures("signature").Select(s => s.Text("subIndication"))];

    /// <param name="report">Of a validation.</param>
    /// <param name="type">"signature" or "timestamp".</param>
    internal static IEnumerable<JsonElement> Signatures(this JsonElement report, string type) =>
        report.GetProperty("signatures").EnumerateArray().Where(s => s.Text("type") == type);

    internal static string?[] ChangeCodes(this JsonElement report) =>
        [.. report.GetProperty("changes").EnumerateArray().Select(c => c.Text("code")).Distinct()];

    /// <summary>Action and outcome of every audit event about a document, in order.</summary>
    internal static async Task<IReadOnlyList<(string Action, string Outcome)>> AuditsAsync(
        this SigningStage stage, string number)
    {
        await using var scope = stage.Signing.Services.CreateAsyncScope();
        var events = await scope.ServiceProvider.GetRequiredService<SigningDatabase>().AuditEvents.AsNoTracking()
            .Where(e => e.Subject == number).OrderBy(e => e.At).ToListAsync();
        return [.. events.Select(e => (e.Action, e.Outcome))];
    }
}
