using Civic.Shared.Hosting;
using Microsoft.AspNetCore.Builder;

namespace Civic.Signing;

/// <summary>The key custodian: signs and seals what the services issue, and lets anyone verify it.</summary>
public static class SigningHost
{
    public static readonly ServiceDescription Service = new("signing", Add, Map);

    private static void Add(WebApplicationBuilder builder)
    {
    }

    private static void Map(WebApplication app)
    {
    }
}
