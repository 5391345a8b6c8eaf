using Civic.Shared.Hosting;
using Microsoft.Extensions.Configuration;

namespace Civic.JudicialRecords.Records;

/// <summary>How registers are called (section "Civic:Registers").</summary>
internal sealed record RegisterOptions
{
    /// <summary>How long one attempt may take until its last byte.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(5);

    public int Attempts { get; init; } = 3;

    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>An answer whose data are older than this is not used.</summary>
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromDays(7);

    /// <summary>This agency as the registers know it (MaDonVi).</summary>
    public string Agency { get; init; } = "H26.15";

    /// <summary>The account with service 037 (TaiKhoan).</summary>
    public string Account { get; init; } = "sandbox-h26";

    public string Credential { get; init; } = "sandbox-only";

    public string Client { get; init; } = "VN/GOV/H26/judicial-records";

    /// <exception cref="StartupRefusal">A value is impossible, or production has none of its own.</exception>
    internal static RegisterOptions From(IConfiguration configuration, CivicSettings settings)
    {
        var options = configuration.GetSection("Civic:Registers").Get<RegisterOptions>() ?? new();
        if (options.Attempts is < 1 or > 10 || options.AttemptTimeout <= TimeSpan.Zero)
        {
            throw new StartupRefusal("Civic:Registers needs 1 to 10 Attempts and an AttemptTimeout above zero.");
        }

        return settings.IsProduction && options.Credential == new RegisterOptions().Credential
            ? throw new StartupRefusal("Civic:Registers:Credential is missing: production needs its own account.")
            : options;
    }
}
