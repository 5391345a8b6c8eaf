using Civic.JudicialRecords.Payments;
using Civic.Shared.Identity;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Payments;

public sealed class AmountInWordsTests
{
    [Theory]
    [InlineData(0, "Không đồng")]
    [InlineData(5, "Năm đồng")]
    [InlineData(10, "Mười đồng")]
    [InlineData(15, "Mười lăm đồng")]
    [InlineData(21, "Hai mươi mốt đồng")]
    [InlineData(24, "Hai mươi tư đồng")]
    [InlineData(105, "Một trăm lẻ năm đồng")]
    [InlineData(111, "Một trăm mười một đồng")]
    [InlineData(5_000, "Năm nghìn đồng")]
    [InlineData(200_000, "Hai trăm nghìn đồng")]
    [InlineData(205_000, "Hai trăm lẻ năm nghìn đồng")]
    [InlineData(1_000_005, "Một triệu không trăm lẻ năm đồng")]
    [InlineData(2_015_040, "Hai triệu không trăm mười lăm nghìn không trăm bốn mươi đồng")]
    [InlineData(1_000_000_000, "Một tỷ đồng")]
    [InlineData(3_000_000_001, "Ba tỷ không trăm lẻ một đồng")]
    [InlineData(1_000_000_000_000, "Một nghìn tỷ đồng")]
    [InlineData(1_005_000_000_000, "Một nghìn không trăm lẻ năm tỷ đồng")]
    public void Of_Amount_IsWrittenOut(long dong, string words) => AmountInWords.Of(new Money(dong)).ShouldBe(words);

    [Fact]
    public void Of_DifferentAmounts_NeverReadAlike()
    {
        long[] amounts =
        [
            .. Enumerable.Range(0, 20_000).Select(n => (long)n),
            .. Enumerable.Range(1, 5_000).Select(n => n * 1_000L * 20),
            .. Enumerable.Range(1, 5_000).Select(n => n * 999_983L),
        ];

        amounts.Distinct().GroupBy(n => AmountInWords.Of(new Money(n))).ShouldAllBe(same => same.Count() == 1);
    }

    [Fact]
    public void Of_LessThanNothing_IsRefused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => AmountInWords.Of(new Money(-1)));
}
