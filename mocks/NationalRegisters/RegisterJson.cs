using System.Text.Json;
using Civic.Sandbox;
using Microsoft.AspNetCore.Http;

namespace Civic.NationalRegisters;

/// <summary>The wire of the JSON registers: web names, values in kebab case, nothing left out.</summary>
internal static class RegisterJson
{
    internal static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>The question, or null where it is none.</summary>
    internal static async Task<T?> ReadAsync<T>(HttpContext http)
        where T : class
    {
        try
        {
            return await http.Request.ReadFromJsonAsync<T>(Options, http.RequestAborted);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    internal static IResult NotUnderstood() => Results.Problem(
        "The question lacks requestId, officer or number.", statusCode: StatusCodes.Status400BadRequest);

    /// <summary>The state that the answer shows: now, or a year ago under the fault "stale".</summary>
    internal static DateTimeOffset AsOf(TimeProvider clock, Fault? fault) =>
        clock.GetUtcNow() - (fault?.Kind == FaultKind.Stale ? TimeSpan.FromDays(365) : TimeSpan.Zero);
}
