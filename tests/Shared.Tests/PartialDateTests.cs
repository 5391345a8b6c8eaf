using System.Text.Json;
using Civic.Shared.Identity;
using Shouldly;
using Xunit;

namespace Civic.Shared.Tests;

public sealed class PartialDateTests
{
    [Theory]
    [InlineData("2017-04-03", "03/04/2017", "2017-04-03")]
    [InlineData("2017-04", "04/2017", "2017-04-01")]
    [InlineData("2017", "2017", "2017-01-01")]
    public void TryParse_AsFarAsItIsKnown_KeepsThatMuch(string text, string shown, string earliest)
    {
        PartialDate.TryParse(text, out var date).ShouldBeTrue();

        date.ToString().ShouldBe(text);
        date.ToVietnamese().ShouldBe(shown);
        date.Earliest.ShouldBe(DateOnly.Parse(earliest, null));
        date.ShouldBe(PartialDate.Parse(text));
    }

    [Theory]
    [InlineData("1964-06-15", "2024-06-14", 59, 59)]
    [InlineData("1964-06-15", "2024-06-15", 60, 60)]
    [InlineData("1964-06", "2024-05-31", 59, 59)]
    [InlineData("1964-06", "2024-06-29", 59, 60)]
    [InlineData("1964-06", "2024-06-30", 60, 60)]
    [InlineData("1964", "2023-12-31", 59, 59)]
    [InlineData("1964", "2024-01-01", 59, 60)]
    [InlineData("1964", "2024-12-30", 59, 60)]
    [InlineData("1964", "2024-12-31", 60, 60)]
    [InlineData("2004-02-29", "2018-02-28", 14, 14)]
    public void Ages_OnADay_AreTheLeastAndTheGreatest(string born, string day, int youngest, int oldest)
    {
        var (date, on) = (PartialDate.Parse(born), DateOnly.Parse(day, null));

        (date.YoungestOn(on), date.OldestOn(on)).ShouldBe((youngest, oldest));
    }

    [Theory]
    [InlineData("1948", "1948-05-17", true)]
    [InlineData("1948", "1948", true)]
    [InlineData("1948-05", "1948-05-17", true)]
    [InlineData("1948-05", "1948-06-17", false)]
    [InlineData("1948", "1949", false)]
    [InlineData("1948", "1949-01-01", false)]
    [InlineData("1948-05-17", "1948-05-18", false)]
    public void IsCompatibleWith_EitherWay_IsTheSame(string one, string other, bool expected)
    {
        PartialDate.Parse(one).IsCompatibleWith(PartialDate.Parse(other)).ShouldBe(expected);
        PartialDate.Parse(other).IsCompatibleWith(PartialDate.Parse(one)).ShouldBe(expected);
    }

    [Theory]
    [InlineData(" 03/04/2017 ", "2017-04-03")]
    [InlineData("3/4/2017", "2017-04-03")]
    [InlineData("4/2017", "2017-04")]
    [InlineData("2017", "2017")]
    [InlineData("2017-04-03", "2017-04-03")]
    [InlineData("31/02/2017", null)]
    [InlineData("17", null)]
    [InlineData("3/4/17", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void TryRead_AsPeopleWriteIt_IsReadAsFarAsItGoes(string? typed, string? read) =>
        (PartialDate.TryRead(typed, out var date) ? date.ToString() : null).ShouldBe(read);

    [Theory]
    [InlineData("2017")]
    [InlineData("2017-04-03")]
    public void Json_AnyDate_IsItsText(string text)
    {
        var json = JsonSerializer.Serialize(PartialDate.Parse(text));

        json.ShouldBe($"\"{text}\"");
        JsonSerializer.Deserialize<PartialDate>(json).ShouldBe(PartialDate.Parse(text));
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<PartialDate>("\"someday\""));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0000-04-03")]
    [InlineData("0000")]
    [InlineData("2017-13")]
    [InlineData("2017-02-30")]
    [InlineData("20170403")]
    [InlineData("03/04/2017")]
    [InlineData(" 2017")]
    public void TryParse_NoDate_False(string? text) => PartialDate.TryParse(text, out _).ShouldBeFalse();
}
