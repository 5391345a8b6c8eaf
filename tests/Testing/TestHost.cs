using Civic.Sandbox;
using Civic.Shared.Hosting;
using Civic.Shared.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Civic.Testing;

/// <summary>
/// A service or mock run in process on Kestrel, on its real address, with its own data folder and database.
/// </summary>
public sealed class TestHost : IAsyncDisposable
{
    private readonly string? _ownFolder;

    private TestHost(WebApplication app, string address, string? ownFolder)
    {
        App = app;
        Address = address;
        _ownFolder = ownFolder;
        Http = NewBrowserlessClient();
    }

    public WebApplication App { get; }

    /// <summary>Base address without a trailing slash.</summary>
    public string Address { get; }

    /// <summary>A client that follows no redirects and keeps no cookies.</summary>
    public HttpClient Http { get; }

    public IServiceProvider Services => App.Services;

    /// <summary>
    /// Starts a host. <paramref name="addresses"/> must hold the host's own address; <see cref="FreeAddresses"/> makes
    /// them, so that hosts that call each other can be told before the first one starts.
    /// </summary>
    public static async Task<TestHost> StartAsync(
        ServiceDescription service,
        IReadOnlyDictionary<string, string> addresses,
        IReadOnlyDictionary<string, string?>? settings = null,
        TimeProvider? clock = null,
        string? dataFolder = null,
        Action<IServiceCollection>? services = null
    )
    {
        var ownFolder = dataFolder is null ? Directory.CreateTempSubdirectory("civic-test-").FullName : null;
        var configuration = new Dictionary<string, string?>
        {
            ["Civic:Data"] = dataFolder ?? ownFolder,
            ["urls"] = addresses[service.Name],
            ["Civic:RateLimits:login"] = "100000",
            ["Civic:RateLimits:tracking"] = "100000",
            ["Civic:RateLimits:verification"] = "100000",
        };
        foreach (var (name, address) in addresses)
        {
            configuration[$"Civic:Addresses:{name}"] = address;
        }

        foreach (var (key, value) in settings ?? new Dictionary<string, string?>())
        {
            configuration[key] = value;
        }

        var app = CivicHost.Build(
            [],
            service,
            builder =>
            {
                builder.Configuration.AddInMemoryCollection(configuration);
                builder.Logging.ClearProviders();
                if (clock is not null)
                {
                    builder.Services.AddSingleton(clock);
                }

                services?.Invoke(builder.Services);
            }
        );
        await app.StartAsync();
        return new TestHost(app, addresses[service.Name], ownFolder);
    }

    /// <summary>Addresses on free loopback ports for the named hosts.</summary>
    public static Dictionary<string, string> FreeAddresses(params string[] names) =>
        names.ToDictionary(name => name, _ => $"http://localhost:{FreePorts.Next()}");

    public HttpClient NewBrowserlessClient() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = new Uri(Address),
        };

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        var database = App.Services.GetService<DatabaseAddress>();
        await App.StopAsync();
        await App.DisposeAsync();
        if (database is { IsPostgres: false })
        {
            // Hundreds of hosts come and go in one process, which would close all their files only as it ends.
            await using var connection = new SqliteConnection(database.ConnectionString);
            SqliteConnection.ClearPool(connection);
        }

        if (_ownFolder is not null)
        {
            Directory.Delete(_ownFolder, recursive: true);
        }
    }
}
