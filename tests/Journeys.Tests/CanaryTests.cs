using Civic.Sandbox;
using Shouldly;
using Xunit;

namespace Civic.Journeys.Tests;

/// <summary>After the whole journey no log holds a persona's number, name or phone.</summary>
public sealed class CanaryTests(KeptHouse house)
{
    private static readonly string[] Phones = ["0900000000", "0900000001"];

    [Fact]
    public void Logs_AfterTheJourney_HoldNoPersonalData()
    {
        var logs = Directory.GetFiles(Path.Combine(house.Data, "logs"), "*.log");
        logs.Length.ShouldBe(10);
        foreach (var log in logs)
        {
            using var stream = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream);
            // JSON writes letters outside ASCII as escapes; both spellings are looked for.
            var text = System.Text.RegularExpressions.Regex.Unescape(
                reader
                    .ReadToEnd()
                    .Replace("\\", "\\\\", StringComparison.Ordinal)
                    .Replace("\\\\u", "\\u", StringComparison.Ordinal)
            );
            foreach (var persona in Personas.All)
            {
                text.ShouldNotContain(
                    persona.Number.Value,
                    Case.Sensitive,
                    $"{Path.GetFileName(log)}: a national number"
                );
                text.ShouldNotContain(persona.Name, Case.Sensitive, $"{Path.GetFileName(log)}: a name");
            }

            foreach (var phone in Phones)
            {
                text.ShouldNotContain(phone, Case.Sensitive, $"{Path.GetFileName(log)}: a phone number");
            }
        }
    }
}
