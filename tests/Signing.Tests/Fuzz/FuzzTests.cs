using Shouldly;
using Xunit;

namespace Civic.Signing.Tests.Fuzz;

public sealed class FuzzTests
{
    /// <summary>The long run is ./civic bench fuzz.</summary>
    [Fact]
    public void Read_ThousandsOfMutatedInputs_NeverThrowsHangsOrTakesTooMuch()
    {
        var result = FuzzRun.Run(20261122, 6000);

        result.Crashes.ShouldBeEmpty();
        result.SlowestMs.ShouldBeLessThan(5000, result.SlowestTarget);
        result.MostBytes.ShouldBeLessThan(64 * 1024 * 1024);
    }

    [Fact]
    public void Targets_ShareAHundredAndReadTheirOwnSeeds()
    {
        var targets = Target.All();

        targets.Sum(t => t.Share).ShouldBe(100);
        foreach (var target in targets)
        {
            foreach (var seed in target.Seeds)
            {
                Should.NotThrow(() => target.Read(seed));
            }
        }
    }
}
