using Civic.Shared.Hosting;
using Civic.Shared.Storage;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;

namespace Civic.Shared.Tests;

/// <summary>A host that has nothing but what all hosts share and a database.</summary>
internal static class SmallHost
{
    internal static readonly ServiceDescription Service = new("small", builder =>
        builder.AddCivicDatabase<SmallDbContext>(builder.Services
            .Select(s => s.ImplementationInstance).OfType<CivicSettings>().Single()), _ => { });

    internal static async Task<TestHost> StartAsync(
        DatabaseKind kind, Dictionary<string, string?>? settings = null, TimeProvider? clock = null,
        string? dataFolder = null) =>
        await TestHost.StartAsync(
            Service, TestHost.FreeAddresses("small"), settings ?? Databases.Settings(kind), clock, dataFolder);
}

internal sealed class SmallDbContext(DbContextOptions<SmallDbContext> options) : CivicDbContext(options)
{
    protected override void MapEntities(ModelBuilder model)
    {
    }
}
