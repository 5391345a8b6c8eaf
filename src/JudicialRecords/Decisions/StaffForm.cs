using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.JudicialRecords.Decisions;

/// <summary>
/// What an action's form sends: the version of the dossier that the officer read, a choice, a reason.
/// </summary>
internal sealed record StaffForm
{
    internal const int ShortestReason = 10;
    internal const int LongestReason = 2000;

    public required int Version { get; init; }

    /// <summary>Which of several: a claimed class, a possible match, a field.</summary>
    public string? Subject { get; init; }

    public string? Choice { get; init; }

    /// <summary>From when a conviction counts as expunged, where that is chosen.</summary>
    public DateOnly? Day { get; init; }

    public string Reason { get; init; } = "";

    /// <summary>The exact words of a decision, where it has some.</summary>
    public string? Wording { get; init; }

    /// <summary>Whether a new certificate is to follow.</summary>
    public bool Anew { get; init; }

    /// <summary>The choice as the working file has it, such as "expunged 2024-03-01".</summary>
    internal string? KeptChoice =>
        Choice == DecideJudgment.Expunged
            ? string.Create(CultureInfo.InvariantCulture, $"{Choice} {Day:yyyy-MM-dd}")
            : Choice;

    internal bool HasReason => Reason.Length is >= ShortestReason and <= LongestReason;

    /// <summary>Reads the form; null, answered 400, where the antiforgery token or the version is missing.</summary>
    public static async ValueTask<StaffForm?> BindAsync(HttpContext http)
    {
        var antiforgery = http.RequestServices.GetRequiredService<IAntiforgery>();
        if (!http.Request.HasFormContentType || !await antiforgery.IsRequestValidAsync(http))
        {
            return null;
        }

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        return int.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? new StaffForm
            {
                Version = version,
                Subject = Text(form["subject"].ToString()),
                Choice = Text(form["choice"].ToString()),
                Day = DateOnly.TryParseExact(
                    form["day"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                    ? day
                    : null,
                Reason = form["reason"].ToString().Trim(),
                Wording = form["wording"].ToString().Trim() is { Length: > 0 and <= LongestReason } words
                    ? words
                    : null,
                Anew = form["anew"] == "yes",
            }
            : null;
    }

    private static string? Text(string value) => value.Length is > 0 and <= 200 ? value : null;
}
