using Civic.Shared.Hosting;
using Microsoft.Extensions.Configuration;

namespace Civic.JudicialRecords.Reports.Portal;

/// <summary>When and how fast the portal is compared with (section "Civic:Reconciliation").</summary>
internal sealed record ReconciliationOptions
{
    private const int Most = 32;

    /// <summary>Hour of Vietnam from which on the night's run begins.</summary>
    public int Hour { get; init; } = 2;

    /// <summary>Questions that the portal is asked at a time.</summary>
    public int CallsAtOnce { get; init; } = 4;

    /// <exception cref="StartupRefusal">No such hour, or too much at a time.</exception>
    internal static ReconciliationOptions From(IConfiguration configuration)
    {
        var options = configuration.GetSection("Civic:Reconciliation").Get<ReconciliationOptions>() ?? new();
        return options is { Hour: >= 0 and <= 23, CallsAtOnce: >= 1 and <= Most }
            ? options
            : throw new StartupRefusal(
                $"Civic:Reconciliation has Hour {options.Hour} and CallsAtOnce {options.CallsAtOnce}; it needs an "
                    + $"hour from 0 to 23 and from 1 to {Most} calls.");
    }
}
