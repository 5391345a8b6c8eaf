using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Civic.JudicialRecords.Policies;
using Civic.Shared.Hosting;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Policies;

public sealed partial class PolicyLoaderTests
{
    [Fact]
    public void Load_PackOf2024_CarriesItsAssumption()
    {
        ThePack.Hanoi.Assumption!.En.ShouldContain("the rules of 2024");
        ThePack.Hanoi.Authorities.On(new(2026, 11, 22)).Name.Vi.ShouldBe("Sở Tư pháp thành phố Hà Nội");
        ThePack.Hanoi.Support.Find(new(2024, 5, 31)).ShouldBeNull();
        ThePack.Hanoi.Support.Find(new(2030, 1, 1)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("2025-02-28", "STP-HN", "TT-244-2016", "NQ-2025")]
    [InlineData("2025-03-01", "CATP-HN", "TT-16-2025", "NQ-2025")]
    [InlineData("2025-12-31", "CATP-HN", "TT-16-2025", "NQ-2025")]
    [InlineData("2026-01-01", "CATP-HN", "TT-16-2025", null)]
    [InlineData("2026-07-01", "CATP-HN-2026", "TT-16-2025", null)]
    public void Load_Chronology_EachDayHasItsRows(string on, string authority, string fee, string? support)
    {
        var day = DateOnly.Parse(on, System.Globalization.CultureInfo.InvariantCulture);

        ThePack.Chronology.Authorities.On(day).Id.ShouldBe(authority);
        ThePack.Chronology.Fees.On(day).Id.ShouldBe(fee);
        ThePack.Chronology.Support.Find(day)?.Id.ShouldBe(support);
    }

    [Theory]
    [InlineData("2024-06-30", "06/2013/TT-LLTP", "07/2013/TT-LLTP")]
    [InlineData("2024-07-01", "06/2024/LLTP", "07/2024/LLTP")]
    public void Load_Forms_ChangeOnTheDayTheCircularCameIntoForce(string on, string number1, string number2)
    {
        var forms = ThePack.Hanoi.Forms.On(DateOnly.Parse(on, System.Globalization.CultureInfo.InvariantCulture));

        (forms.Number1, forms.Number2).ShouldBe((number1, number2));
    }

    [Fact]
    public void Load_OverlappingRows_RefusesWithThePlace() =>
        Refusal(p =>
                Rows(
                    p,
                    "authorities",
                    Clone(
                        p,
                        "authorities",
                        0,
                        r =>
                        {
                            r["id"] = "SECOND";
                            r["from"] = "2025-01-01";
                        }
                    )
                )
            )
            .ShouldBe("pack.json, $.authorities[1]: row 'SECOND' overlaps the row before it.");

    [Theory]
    [InlineData("from", "2026-01-01", "nothing holds from 2018-01-01 to 2025-12-31.")]
    [InlineData("to", "2026-12-31", "nothing holds after 2026-12-31; the last row has no end.")]
    public void Load_DaysWithoutARuleOnRefunds_RefusesWithThePlace(string which, string day, string sentence) =>
        Refusal(p => p["refunds"]![0]![which] = day).ShouldBe($"pack.json, $.refunds[0]: {sentence}");

    [Fact]
    public void Load_RefundsThatGrowWithTheWork_RefusesWithThePlace() =>
        Refusal(p =>
            {
                p["refunds"]![0]!["withdrawnBeforeWork"] = false;
                p["refunds"]![0]!["withdrawnDuringWork"] = true;
            })
            .ShouldBe("pack.json, $.refunds[0]: row 'REFUND' gives back during work what it keeps before.");

    [Fact]
    public void Load_RefundsInTwoPlacesOrNone_RefusesWithThePlace()
    {
        const string Sentence = "pack.json, $.limits[0]: what goes back stands in refunds, and only where there are "
            + "none in withdrawalRefundedBeforeProcessing.";
        Refusal(p => p["limits"]![0]!["withdrawalRefundedBeforeProcessing"] = true).ShouldBe(Sentence);
        Refusal(p => p.Remove("refunds")).ShouldBe(Sentence);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Load_StoredBeforeThereWereRefunds_KeepsItsMeaning(bool refunded)
    {
        var stored = Parse(p =>
        {
            p.Remove("refunds");
            p["limits"]![0]!["withdrawalRefundedBeforeProcessing"] = refunded;
        });

        stored.Refunds.Rows.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            r => (r.Refused, r.Stopped, r.WithdrawnDuringWork).ShouldBe((true, true, false)),
            r => r.WithdrawnBeforeWork.ShouldBe(refunded));
    }

    [Fact]
    public void Load_GatewayAskedForNoDay_RefusesWithThePlace() =>
        Refusal(p => p["limits"]![0]!["paymentAskedDays"] = 0)
            .ShouldBe("pack.json, $.limits[0].paymentAskedDays: 0 lies outside 1 to 366.");

    [Fact]
    public void Load_GapBetweenFees_RefusesWithTheDays() =>
        Refusal(p =>
            {
                p["fees"]![0]!["to"] = "2024-12-30";
                Rows(
                    p,
                    "fees",
                    Clone(
                        p,
                        "fees",
                        0,
                        r =>
                        {
                            r["id"] = "NEXT";
                            r["from"] = "2025-01-01";
                            r.Remove("to");
                        }
                    )
                );
            })
            .ShouldBe("pack.json, $.fees[1]: nothing holds from 2024-12-31 to 2024-12-31.");

    [Fact]
    public void Load_LastDeadlineEnds_RefusesWhatComesAfter() =>
        Refusal(p => p["deadlines"]![0]!["to"] = "2026-12-31")
            .ShouldBe("pack.json, $.deadlines[0]: nothing holds after 2026-12-31; the last row has no end.");

    [Fact]
    public void Load_FormsBeginLate_RefusesTheDaysBefore() =>
        Refusal(p => p["forms"]![0]!["from"] = "2018-02-01")
            .ShouldBe("pack.json, $.forms[0]: nothing holds from 2018-01-01 to 2018-01-31.");

    [Fact]
    public void Load_UnknownClass_RefusesWithLineAndPath()
    {
        var sentence = Refusal(p => p["fees"]![0]!["exempt"]![2] = "EX9");

        sentence.ShouldContain("$.fees[0].exempt");
        sentence.ShouldContain("'EX9' is no class; known are EX1,");
    }

    [Theory]
    [InlineData("fees", "bse", "bse")]
    [InlineData("support", "extraCopyAtMost", "extraCopyAtMost")]
    public void Load_MisspeltMember_RefusesIt(string kind, string member, string said) =>
        Refusal(p => p[kind]![0]![member] = 1).ShouldContain(said);

    [Fact]
    public void Load_GapInAFile_RefusesWithTheLineOfTheRow()
    {
        var text = ThePack.Text.Replace("\"from\": \"2024-07-01\"", "\"from\": \"2024-07-03\"");
        var line = text.Split('\n').Select((l, i) => (l, i)).First(l => l.l.Contains("2024-07-03")).i;

        var message = Should.Throw<StartupRefusal>(() =>
            PolicyLoader.Parse(Encoding.UTF8.GetBytes(text), "pack.json")).Message;

        message.ShouldContain("$.forms[1]: nothing holds from 2024-07-01 to 2024-07-02.");
        var number = message.Split("line ")[1].Split(',')[0];
        var said = int.Parse(number, System.Globalization.CultureInfo.InvariantCulture);
        (line + 1 - said).ShouldBeInRange(1, 2, message);
    }

    [Fact]
    public void Load_SupportEnds_IsNoGap() =>
        Parse(p => p["support"]![0]!["to"] = "2024-12-31").Support.Find(new(2025, 1, 1)).ShouldBeNull();

    [Fact]
    public void Load_UnknownName_RefusesAndNamesThePacks() =>
        Should
            .Throw<StartupRefusal>(() => PolicyLoader.Load("hue"))
            .Message.ShouldBe("Civic:Policy is 'hue'; known packs are hanoi, hanoi-chronology.");

    /// <summary>What was refused, without the number of the line, which has a test of its own.</summary>
    private static string Refusal(Action<JsonObject> change)
    {
        var message = Should.Throw<StartupRefusal>(() => Parse(change)).Message;
        Line().IsMatch(message).ShouldBeTrue(message);
        return Line().Replace(message, "pack.json");
    }

    [GeneratedRegex(@"^pack\.json, line \d+")]
    private static partial Regex Line();

    private static PolicyPack Parse(Action<JsonObject> change)
    {
        using var stream = typeof(PolicyLoader).Assembly.GetManifestResourceStream("policies/hanoi.json")!;
        var pack = JsonNode.Parse(stream)!.AsObject();
        change(pack);
        return PolicyLoader.Parse(
            Encoding.UTF8.GetBytes(pack.ToJsonString(new() { WriteIndented = true })),
            "pack.json"
        );
    }

    private static JsonObject Clone(JsonObject pack, string kind, int index, Action<JsonObject> change)
    {
        var row = pack[kind]![index]!.DeepClone().AsObject();
        change(row);
        return row;
    }

    private static void Rows(JsonObject pack, string kind, JsonObject row) => pack[kind]!.AsArray().Add(row);
}
