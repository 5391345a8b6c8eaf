using System.Text.RegularExpressions;
using Civic.Shared.Hosting;
using Microsoft.Extensions.Configuration;

namespace Civic.JudicialRecords.Delivery.Results;

/// <summary>
/// The administrative procedure (thủ tục hành chính) as the national portal lists it (section "Civic:Procedure").
/// Sources contradict each other on its code (facts 8.3).
/// </summary>
internal sealed partial record ProcedureOptions
{
    public string Code { get; init; } = "2.000488";

    public string Name { get; init; } =
        "Cấp Phiếu lý lịch tư pháp cho công dân Việt Nam, người nước ngoài đang cư trú";

    /// <exception cref="StartupRefusal">The code has another form than the portal's, or the name is empty.</exception>
    internal static ProcedureOptions From(IConfiguration configuration)
    {
        var options = configuration.GetSection("Civic:Procedure").Get<ProcedureOptions>() ?? new();
        return CodeShape().IsMatch(options.Code) && !string.IsNullOrWhiteSpace(options.Name)
            ? options
            : throw new StartupRefusal(
                $"Civic:Procedure is '{options.Code}' named '{options.Name}'; it needs a code such as 2.000488 and a "
                    + "name.");
    }

    [GeneratedRegex(@"^\d\.\d{6}$", RegexOptions.CultureInvariant)]
    private static partial Regex CodeShape();
}
