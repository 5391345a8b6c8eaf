using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Civic.JudicialRecords.Policies;
using Civic.Shared.Hosting;
using Civic.Testing;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Policies;

/// <summary>What can't be law is refused with the very line of the file.</summary>
public sealed partial class PolicyRefusalTests
{
    private const string SecondFee =
        "{ \"id\": \"SECOND\", \"from\": \"2025-01-01\", \"basis\": { \"vi\": \"a\", \"en\": \"b\" }, \"base\": 1, "
        + "\"reducedBase\": 1, \"extraCopy\": 1, \"freeCopies\": 2, \"exempt\": [], \"reduced\": [], "
        + "\"exemptExtraCopiesFree\": true, \"childBelowAge\": 16, \"elderlyFromAge\": 60 },\n"
        + "    { \"id\": \"TT-244-2016\"";

    [Theory]
    [InlineData("\"EX3\"", "\"EX9\"", "'EX9' is no class")]
    [InlineData("\"EX3\"", "\"RD1\"", "RD1 can't be exempt and reduced at once", "{")]
    [InlineData("{\n      \"id\": \"TT-244-2016\"", SecondFee, "row 'TT-244-2016' overlaps", "\"TT-244-2016\"")]
    [InlineData("\"base\": 200000", "\"base\": -200000", "-200000 lies outside 0 to 100000000")]
    [InlineData("\"extraCopy\": 5000", "\"extraCopy\": -1", "-1 lies outside")]
    [InlineData("\"freeCopies\": 2", "\"freeCopies\": -2", "-2 lies outside 0 to 1000")]
    [InlineData("\"childBelowAge\": 16", "\"childBelowAge\": 160", "160 lies outside 0 to 18")]
    [InlineData("\"elderlyFromAge\": 60", "\"elderlyFromAge\": -6", "-6 lies outside 18 to 150")]
    [InlineData("\"ordinary\": 200000", "\"ordinary\": -1", "-1 lies outside 0 to 100000000")]
    [InlineData("\"reduced\": 100000", "\"reduced\": 999999999", "999999999 lies outside")]
    [InlineData("\"extraCopiesAtMost\": 50000", "\"extraCopiesAtMost\": -50000", "-50000 lies outside")]
    [InlineData("\"ordinaryDays\": 10", "\"ordinaryDays\": 0", "0 lies outside 1 to 366")]
    [InlineData("\"extendedDays\": 15", "\"extendedDays\": 5", "5 lies outside 10 to 366")]
    [InlineData("\"urgentHours\": 24", "\"urgentHours\": -24", "-24 lies outside 1 to 720")]
    [InlineData("\"maxPaperCopies\": 100", "\"maxPaperCopies\": -1", "-1 lies outside 0 to 1000")]
    [InlineData("\"unpaidDays\": 15", "\"unpaidDays\": 0", "0 lies outside 1 to 366")]
    [InlineData("\"ownAccountFromAge\": 14", "\"ownAccountFromAge\": 140", "140 lies outside 0 to 18")]
    [InlineData("\"suspended\": 12", "\"suspended\": -12", "-12 lies outside 0 to 600")]
    [InlineData("\"life\": 60", "\"life\": 6000", "6000 lies outside 0 to 600")]
    [InlineData("\"prisonOver15Years\": 36", "\"prisonOver15Years\": -36", "-36 lies outside 0 to 600")]
    [InlineData("\"responsible\": \"Trưởng phòng\", \"workingDays\": 1",
        "\"responsible\": \"Trưởng phòng\", \"workingDays\": -1", "-1 lies outside 0 to 366")]
    [InlineData("\"coversFrom\": \"2018-01-01\"", "\"coversFrom\": \"2027-01-01\"",
        "a pack covers all from 2018-01-01 on")]
    public void Load_ValueThatCannotBeLaw_RefusesWithItsLine(
        string shipped, string wrong, string sentence, string? onTheLine = null)
    {
        var text = ThePack.Text;
        text.ShouldContain(shipped);
        var at = text.IndexOf(shipped, StringComparison.Ordinal);
        var changed = text[..at] + wrong + text[(at + shipped.Length)..];

        var refusal = Should.Throw<StartupRefusal>(
            () => PolicyLoader.Parse(Encoding.UTF8.GetBytes(changed), "pack.json")).Message;

        refusal.ShouldContain(sentence);
        var line = int.Parse(Line().Match(refusal).Groups[1].Value, CultureInfo.InvariantCulture);
        changed.Split('\n')[line - 1].ShouldContain(onTheLine ?? wrong, Case.Sensitive, refusal);
    }

    [Fact]
    public void ReadKept_TextThatDecidedBeforeTheBounds_IsStillRead()
    {
        var text = ThePack.Text.Replace("\"urgentHours\": 24", "\"urgentHours\": 9999");

        PolicyLoader.ReadKept(text, "text", "#3").Name.ShouldBe("hanoi#3");
    }

    [Fact]
    public async Task Start_PackWithANegativeAmount_IsRefusedNamingFileAndLine()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("civic-pack-").FullName, "draft.json");
        var text = ThePack.Text.Replace("\"ordinary\": 200000", "\"ordinary\": -200000");
        await File.WriteAllTextAsync(file, text);
        var line = 1 + Array.FindIndex(text.Split('\n'), l => l.Contains("-200000", StringComparison.Ordinal));

        var refusal = await Should.ThrowAsync<StartupRefusal>(() => TestHost.StartAsync(
            JudicialRecordsHost.Service, TestHost.FreeAddresses("judicial", "identity"),
            new Dictionary<string, string?> { ["Civic:Policy"] = file }));

        refusal.Message.ShouldStartWith(string.Create(CultureInfo.InvariantCulture, $"{file}, line {line}, "));
        refusal.Message.ShouldContain("$.support[0].ordinary");
    }

    [GeneratedRegex(@"^pack\.json, line (\d+), \$\.")]
    private static partial Regex Line();
}
