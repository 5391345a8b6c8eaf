using System.Diagnostics;
using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Civic.JudicialRecords.Tests.Fees;

/// <summary>The service's own program as `./civic policy` calls it, beside the running host.</summary>
internal static class PolicyCommand
{
    internal static string DataOf(StaffHouse house)
    {
        Assert.SkipWhen(Databases.AllOnPostgres, "The command finds the service's own database, never a test's.");
        return house.Judicial.Services.GetRequiredService<IConfiguration>()["Civic:Data"]!;
    }

    internal static async Task<(int Code, string Said)> AskAsync(params string[] question)
    {
        var program = typeof(JudicialRecordsHost).Assembly.Location;
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, "policy", .. question])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var said = process.StandardOutput.ReadToEndAsync();
        var complained = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await said + await complained);
    }
}
