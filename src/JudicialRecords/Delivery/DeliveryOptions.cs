using Civic.Shared.Hosting;
using Microsoft.Extensions.Configuration;

namespace Civic.JudicialRecords.Delivery;

/// <summary>How much is delivered side by side (section "Civic:Delivery").</summary>
internal sealed record DeliveryOptions
{
    private const int Most = 256;

    /// <summary>Calls that one channel is made at a time by one replica.</summary>
    public int CallsAtOnce { get; init; } = 8;

    /// <exception cref="StartupRefusal">Nothing could be delivered by it, or too much at a time.</exception>
    internal static DeliveryOptions From(IConfiguration configuration)
    {
        var options = configuration.GetSection("Civic:Delivery").Get<DeliveryOptions>() ?? new();
        return options.CallsAtOnce is >= 1 and <= Most
            ? options
            : throw new StartupRefusal(
                $"Civic:Delivery:CallsAtOnce is {options.CallsAtOnce}; it must be from 1 to {Most}.");
    }
}
