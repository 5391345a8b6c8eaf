using Civic.Shared.Hosting;
using Civic.Shared.Registers;

namespace Civic.IdentityBridge.Matching;

/// <summary>Who the bridge is at the population register (section "Civic:Population").</summary>
internal sealed record PopulationOptions
{
    internal const string Section = "Civic:Population";

    /// <summary>How long one question may take; a person waits for it.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a match holds before a login asks again.</summary>
    public TimeSpan MatchHolds { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long the register's word on who acts for whom holds before it is asked again.</summary>
    public TimeSpan RelationHolds { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Data older than this are no answer.</summary>
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromDays(7);

    /// <summary>The operator as the registers know it (MaDonVi).</summary>
    public string Agency { get; init; } = "H26.00";

    public string Account { get; init; } = "sandbox-bridge";

    public string Credential { get; init; } = "sandbox-only";

    public string Client { get; init; } = "VN/GOV/H26/identity-bridge";

    /// <summary>Null where the sandbox runs without registers: everybody stays unmatched.</summary>
    public Uri? Address { get; init; }

    internal PopulationCaller Caller => new(Agency, Account, Credential, Client);

    /// <exception cref="StartupRefusal">Production has no register, or no account of its own there.</exception>
    internal static PopulationOptions From(IConfiguration configuration, CivicSettings settings)
    {
        var options = configuration.GetSection(Section).Get<PopulationOptions>() ?? new();
        if (options.Timeout <= TimeSpan.Zero || options.MatchHolds <= TimeSpan.Zero
            || options.RelationHolds <= TimeSpan.Zero)
        {
            throw new StartupRefusal($"{Section}: Timeout, MatchHolds and RelationHolds must be above zero.");
        }

        if (settings.IsProduction && options.Credential == new PopulationOptions().Credential)
        {
            throw new StartupRefusal($"{Section}:Credential is missing: production needs its own account.");
        }

        // In production the address itself is required, and refused where it is missing.
        return settings.IsProduction || settings.TryAddressOf("registers", out _)
            ? options with { Address = new Uri(settings.AddressOf("registers")) } : options;
    }
}
