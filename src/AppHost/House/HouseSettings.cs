namespace Civic.AppHost.House;

/// <summary>What the command line decides about a house.</summary>
internal sealed record HouseSettings
{
    /// <summary>Folder of all data, logs and generated sandbox files.</summary>
    public required string Data { get; init; }

    /// <summary>First port less one, or null for free ports.</summary>
    public int? PortBase { get; init; }

    public string? Postgres { get; init; }

    /// <summary>More relying parties for the bridge, a JSON array in the names of RFC 7591.</summary>
    public string? Clients { get; init; }

    /// <summary>Hosts that somebody else starts at their addresses.</summary>
    public IReadOnlySet<string> Elsewhere { get; init; } = new HashSet<string>();

    /// <summary>As in production: hosts that answer for days, not a house that should stand in seconds.</summary>
    public bool RunsLong { get; init; }

    /// <summary>Further configuration of every host, such as rate limits that a bench opens.</summary>
    public IReadOnlyDictionary<string, string> Configuration { get; init; } = new Dictionary<string, string>();
}
