using Civic.JudicialRecords.Reports.Portal;
using Civic.JudicialRecords.Requests;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Reports;

/// <summary>The rule by which one dossier is compared with the portal.</summary>
public sealed class PortalComparisonTests
{
    private static readonly OurSide InProgress = new(DossierState.InProgress, null);
    private static readonly OurSide Returned = new(DossierState.Returned, "Phiếu số 1");
    private static readonly WaitingWord Word = new(DateTimeOffset.UnixEpoch, 3, "http-503");

    [Fact]
    public void Of_SameStateAndResult_IsTheSameWhateverWaits()
    {
        foreach (var waiting in new[] { null, Word })
        {
            PortalComparison.Of(InProgress, new TheirSide.Holds("4", null), waiting).ShouldBe(new Standing.Same());
            PortalComparison.Of(Returned, new TheirSide.Holds("10", "Phiếu số 1"), waiting)
                .ShouldBe(new Standing.Same());
        }
    }

    [Theory]
    [InlineData("2")]
    [InlineData("04")]
    [InlineData("")]
    [InlineData("Đang xử lý")]
    public void Of_AnotherState_IsSaidAsTheyWriteItAndToldAnew(string state)
    {
        var standing = PortalComparison.Of(InProgress, new TheirSide.Holds(state, null), null);

        standing.ShouldBe(new Standing.OtherState(state));
        standing.NeedsTelling().ShouldBeTrue();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Phiếu số 2")]
    public void Of_SameStateOtherResult_IsNotTheSame(string? result)
    {
        var standing = PortalComparison.Of(Returned, new TheirSide.Holds("10", result), null);

        standing.ShouldBe(new Standing.OtherResult(result));
        standing.NeedsTelling().ShouldBeTrue();
    }

    [Fact]
    public void Of_NotKnownThere_IsToldAnewUnlessAWordWaits()
    {
        var unknown = PortalComparison.Of(InProgress, new TheirSide.NotKnown(), null);
        var waiting = PortalComparison.Of(InProgress, new TheirSide.NotKnown(), Word);

        unknown.ShouldBe(new Standing.NotKnown());
        unknown.NeedsTelling().ShouldBeTrue();
        waiting.ShouldBe(new Standing.OnItsWay(Word, null));
        waiting.NeedsTelling().ShouldBeFalse();
    }

    [Fact]
    public void Of_DifferenceWhileAWordWaits_IsOnItsWay()
    {
        var standing = PortalComparison.Of(InProgress, new TheirSide.Holds("2", null), Word);

        standing.ShouldBe(new Standing.OnItsWay(Word, "2"));
        standing.NeedsTelling().ShouldBeFalse();
    }

    [Fact]
    public void Of_NotReached_LooksLikeNoOther()
    {
        foreach (var waiting in new[] { null, Word })
        {
            var standing = PortalComparison.Of(InProgress, new TheirSide.Unreachable("http-500"), waiting);

            standing.ShouldBe(new Standing.Unreachable("http-500"));
            standing.NeedsTelling().ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData(0, 0, null)]
    [InlineData(0, 3, "0")]
    [InlineData(1, 3, "33.3")]
    [InlineData(99_999, 100_000, "99.9")]
    [InlineData(100_000, 100_000, "100")]
    public void Percent_AnyCount_SaysHundredOfAllOnly(int same, int total, string? percent) =>
        PortalComparison.Percent(same, total)?.ToString("0.#", System.Globalization.CultureInfo.InvariantCulture)
            .ShouldBe(percent);
}
