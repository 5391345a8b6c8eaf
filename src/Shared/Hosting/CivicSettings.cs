using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;

namespace Civic.Shared.Hosting;

/// <summary>What every host is told at start (section "Civic" of its configuration).</summary>
public sealed class CivicSettings
{
    private readonly Dictionary<string, string> _addresses = new(StringComparer.Ordinal);

    private CivicSettings(string service, string dataFolder, bool production, string? postgres, string postgresPrefix)
    {
        Service = service;
        DataFolder = dataFolder;
        IsProduction = production;
        Postgres = postgres;
        PostgresPrefix = postgresPrefix;
    }

    /// <summary>Short name of this host.</summary>
    public string Service { get; }

    /// <summary>Folder of this host alone; made with mode 700.</summary>
    public string DataFolder { get; }

    /// <summary>True outside the sandbox: https only, no mock addresses, no test roots.</summary>
    public bool IsProduction { get; }

    /// <summary>Connection string of a PostgreSQL server whose role may create databases; null means SQLite.</summary>
    public string? Postgres { get; }

    /// <summary>
    /// What names of databases begin with (Civic:PostgresPrefix), so that several houses share a server.
    /// </summary>
    public string PostgresPrefix { get; }

    /// <summary>This host's own public address, without a trailing slash.</summary>
    public string OwnAddress => AddressOf(Service);

    /// <summary>Address of another host, without a trailing slash.</summary>
    public string AddressOf(string service) =>
        TryAddressOf(service, out var address)
            ? address
            : throw new StartupRefusal(
                $"Civic:Addresses:{service} is missing: this host must know where '{service}' is."
            );

    public bool TryAddressOf(string service, [NotNullWhen(true)] out string? address) =>
        _addresses.TryGetValue(service, out address);

    internal static CivicSettings From(IConfiguration configuration, string service)
    {
        var section = configuration.GetSection("Civic");
        var mode = section["Mode"] ?? "sandbox";
        if (mode is not ("sandbox" or "production"))
        {
            throw new StartupRefusal($"Civic:Mode is '{mode}'; it must be 'sandbox' or 'production'.");
        }

        var root = section["Data"];
        if (string.IsNullOrWhiteSpace(root))
        {
            throw new StartupRefusal("Civic:Data is missing: name the folder in which this host keeps its data.");
        }

        var postgres = section["Postgres"];
        var settings = new CivicSettings(
            service,
            MakePrivateFolder(Path.Combine(root, service)),
            mode == "production",
            string.IsNullOrWhiteSpace(postgres) ? null : postgres,
            CheckedPrefix(section["PostgresPrefix"] ?? "civic")
        );
        foreach (var (name, address) in section.GetSection("Addresses").GetChildren().Select(c => (c.Key, c.Value)))
        {
            settings._addresses[name] = CheckedAddress(name, address, settings.IsProduction);
        }

        return settings;
    }

    private static string CheckedPrefix(string prefix) =>
        prefix.Length is > 0 and <= 40
        && prefix.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')
            ? prefix
            : throw new StartupRefusal(
                $"Civic:PostgresPrefix is '{prefix}'; it must be 1 to 40 small letters, digits or underscores."
            );

    private static string CheckedAddress(string name, string? value, bool production)
    {
        if (!Uri.TryCreate(value, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            throw new StartupRefusal($"Civic:Addresses:{name} is '{value}', which is no http(s) address.");
        }

        if (production && (uri.Scheme != "https" || uri.IsLoopback))
        {
            throw new StartupRefusal($"Civic:Addresses:{name} is '{value}': production takes https and no loopback.");
        }

        return uri.GetLeftPart(UriPartial.Path).TrimEnd('/');
    }

    private static string MakePrivateFolder(string folder)
    {
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        return OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(folder).FullName
            : Directory.CreateDirectory(folder, OwnerOnly).FullName;
    }
}

public static class SettingsOfBuilder
{
    /// <summary>The settings of the host that is being built.</summary>
    public static CivicSettings Settings(this Microsoft.AspNetCore.Builder.WebApplicationBuilder builder) =>
        builder
            .Services.Where(s => s.ServiceType == typeof(CivicSettings))
            .Select(s => (CivicSettings)s.ImplementationInstance!)
            .Single();
}
