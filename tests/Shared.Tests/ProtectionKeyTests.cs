using Civic.Shared.Hosting;
using Civic.Shared.Storage;
using Civic.Testing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Civic.Shared.Tests;

public sealed class ProtectionKeyTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Protect_AfterARestart_IsStillReadable(DatabaseKind kind)
    {
        var settings = Databases.Settings(kind);
        var data = Directory.CreateTempSubdirectory("civic-test-").FullName;
        string secret;
        await using (var first = await SmallHost.StartAsync(kind, settings, dataFolder: data))
        {
            secret = Protector(first).Protect("tờ khai");
        }

        await using var second = await SmallHost.StartAsync(kind, settings, dataFolder: data);

        Protector(second).Unprotect(secret).ShouldBe("tờ khai");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Protect_FirstUse_DatabaseHoldsNoBareKey(DatabaseKind kind)
    {
        await using var host = await SmallHost.StartAsync(kind);
        _ = Protector(host).Protect("anything");

        using var scope = host.Services.CreateScope();
        var keys = await scope.ServiceProvider.GetRequiredService<SmallDbContext>().ProtectionKeys
            .Select(k => k.Xml).ToListAsync(TestContext.Current.CancellationToken);

        keys.ShouldNotBeEmpty();
        keys.ShouldAllBe(xml => xml.Contains("<wrapped") && !xml.Contains("<masterKey"));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Start_WithAnotherMasterKey_RefusesAndNamesTheSetting(DatabaseKind kind)
    {
        var (settings, key) = WithOwnKey(kind);
        var data = Directory.CreateTempSubdirectory("civic-test-").FullName;
        await using (var first = await SmallHost.StartAsync(kind, settings, dataFolder: data))
        {
            _ = Protector(first).Protect("anything");
        }

        File.Delete(key);
        var refusal = await Should.ThrowAsync<StartupRefusal>(
            async () => await SmallHost.StartAsync(kind, settings, dataFolder: data));

        refusal.Message.ShouldContain("Civic:ProtectionKey");
    }

    [Theory, ClassData(typeof(Databases))]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Start_FirstRun_MasterKeyIsForItsOwnerAlone(DatabaseKind kind)
    {
        var (settings, key) = WithOwnKey(kind);
        await using var host = await SmallHost.StartAsync(kind, settings);

        File.GetUnixFileMode(key).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Start_NoPlaceNamed_MasterKeyIsInTheDataFolder()
    {
        var data = Directory.CreateTempSubdirectory("civic-test-").FullName;
        var settings = Databases.Settings(DatabaseKind.Sqlite);
        settings.Remove("Civic:ProtectionKey");
        await using var host = await SmallHost.StartAsync(DatabaseKind.Sqlite, settings, dataFolder: data);

        File.GetUnixFileMode(Path.Combine(data, "small", "protection.key"))
            .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Start_EndedSessions_AreRemovedAndOthersStay(DatabaseKind kind)
    {
        var settings = Databases.Settings(kind);
        var data = Directory.CreateTempSubdirectory("civic-test-").FullName;
        var clock = new ManualClock(new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        await using (var first = await SmallHost.StartAsync(kind, settings, clock, data))
        {
            await AddSessionsAsync(first, clock);
        }

        clock.Advance(TimeSpan.FromMinutes(20));
        await using var second = await SmallHost.StartAsync(kind, settings, clock, data);
        using var scope = second.Services.CreateScope();
        var database = scope.ServiceProvider.GetRequiredService<SmallDbContext>();
        while (await database.SignInSessions.CountAsync(TestContext.Current.CancellationToken) > 1)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        (await database.SignInSessions.SingleAsync(TestContext.Current.CancellationToken)).Key.ShouldBe("long");
    }

    private static async Task AddSessionsAsync(TestHost host, ManualClock clock)
    {
        using var scope = host.Services.CreateScope();
        var database = scope.ServiceProvider.GetRequiredService<SmallDbContext>();
        foreach (var (key, minutes) in new[] { ("short", 10), ("long", 30) })
        {
            database.SignInSessions.Add(new SignInSession
            {
                Key = key,
                Subject = "someone",
                Ticket = [1],
                ExpiresAt = clock.GetUtcNow().AddMinutes(minutes),
            });
        }

        await database.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A master key that no other test has, whatever the database.</summary>
    private static (Dictionary<string, string?> Settings, string Key) WithOwnKey(DatabaseKind kind)
    {
        var key = Path.Combine(Directory.CreateTempSubdirectory("civic-test-").FullName, "own.key");
        return (new Dictionary<string, string?>(Databases.Settings(kind)) { ["Civic:ProtectionKey"] = key }, key);
    }

    private static IDataProtector Protector(TestHost host) =>
        host.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");
}
