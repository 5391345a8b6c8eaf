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
