using Civic.Shared.Hosting;
using Microsoft.Extensions.Configuration;

namespace Civic.HealthRecord.Access;

/// <summary>A care facility under its five-character code (Decision 384/QĐ-BYT, 2019).</summary>
internal sealed record Facility
{
    public required string Code { get; init; }

    public required string Name { get; init; }

    public string Address { get; init; } = "";

    /// <summary>Whether its system is connected here, so that a person may let it read.</summary>
    public bool Connected { get; init; }
}

/// <summary>The facilities of the configuration (Civic:Health:Facilities).</summary>
internal sealed class Facilities
{
    private readonly Dictionary<string, Facility> _byCode;

    public Facilities(IConfiguration configuration)
    {
        var all = configuration.GetSection("Civic:Health:Facilities").Get<Facility[]>() ?? [];
        if (all.Length == 0)
        {
            throw new StartupRefusal("Civic:Health:Facilities is empty: name the care facilities by code and name.");
        }

        _byCode = all.ToDictionary(f => f.Code, StringComparer.Ordinal);
        Connected = [.. all.Where(f => f.Connected).OrderBy(f => f.Code, StringComparer.Ordinal)];
    }

    internal IReadOnlyList<Facility> Connected { get; }

    internal Facility? ConnectedOf(string? code) => Connected.FirstOrDefault(f => f.Code == code);

    /// <summary>Its name, or its code where the directory lacks it: a code is better than a guess.</summary>
    internal string NameOf(string code) => _byCode.TryGetValue(code, out var facility)
        ? facility.Name
        : $"Cơ sở khám bệnh, chữa bệnh mã {code}";
}
