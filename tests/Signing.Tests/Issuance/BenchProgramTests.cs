using System.Diagnostics;
using Civic.AppHost.House;
using Shouldly;
using Xunit;

namespace Civic.Signing.Tests.Issuance;

public sealed class BenchProgramTests
{
    /// <summary>The compiled copy of the runtime lies beside the program and would build nothing.</summary>
    [Fact]
    public async Task Sdk_FromWhereverTheProgramRuns_KnowsAnSdk()
    {
        using var listed = Process.Start(
            new ProcessStartInfo(Repository.Sdk, ["--list-sdks"]) { RedirectStandardOutput = true })!;
        var sdks = await listed.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await listed.WaitForExitAsync(TestContext.Current.CancellationToken);

        Path.IsPathRooted(Repository.Sdk).ShouldBeTrue();
        sdks.ShouldContain("10.");
    }
}
