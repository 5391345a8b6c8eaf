using Civic.IdentityBridge.Federation;
using Civic.IdentityBridge.Storage;
using Civic.Shared.Hosting;
using Civic.Shared.Identity;
using Civic.Shared.Storage;

namespace Civic.IdentityBridge.Administration;

/// <summary>
/// The bridge's program run as "bootstrap": works on the configured database and ends. The two numbers come from
/// Civic:Administrators:0 and :1, best by environment, because a command line is seen by every user of the machine.
/// </summary>
internal static class BootstrapCommand
{
    internal const string Name = "bootstrap";

    /// <summary>0 done; 1 refused, with one sentence on standard error.</summary>
    internal static async Task<int> RunAsync(string[] args)
    {
        try
        {
            await using var app = CivicHost.Build(
                args, new ServiceDescription("identity", Add, _ => { }), b => b.Logging.ClearProviders());
            await RunAsync(app.Services);
            Console.WriteLine("Two administrators are named; from now on each change of the directory takes both.");
            return 0;
        }
        catch (Exception e) when (e is StartupRefusal or System.Data.Common.DbException or IOException
            or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static void Add(WebApplicationBuilder builder)
    {
        builder.AddCivicDatabase<IdentityDbContext>(builder.Settings());
        builder.Services.AddScoped<PairwiseSubjects>();
        builder.Services.AddScoped<Bootstrap>();
    }

    private static async Task RunAsync(IServiceProvider services)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        var (one, other) = (Number(configuration, 0), Number(configuration, 1));
        if (one == other)
        {
            throw new StartupRefusal("The two administrators must be two persons; both numbers are the same.");
        }

        // The first hosted service is the one that brings the database up to date; nothing else is started.
        await services.GetServices<IHostedService>().First().StartAsync(CancellationToken.None);
        await using var scope = services.CreateAsyncScope();
        if (!await scope.ServiceProvider.GetRequiredService<Bootstrap>().NameAsync(one, other, CancellationToken.None))
        {
            throw new StartupRefusal(
                "Administrators were named before; two of them change the directory on the bridge's own pages.");
        }
    }

    private static CitizenId Number(IConfiguration configuration, int place) =>
        CitizenId.TryParse(configuration[$"Civic:Administrators:{place}"]?.Trim(), out var number)
            ? number
            : throw new StartupRefusal(
                $"The number of administrator {place + 1} is no personal identification number of 12 digits.");
}
