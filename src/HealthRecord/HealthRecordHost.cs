using Civic.Shared.Hosting;
using Microsoft.AspNetCore.Builder;

namespace Civic.HealthRecord;

/// <summary>The Department of Health: a person's health record, and the clinics that may read it.</summary>
public static class HealthRecordHost
{
    public static readonly ServiceDescription Service = new("health", Add, Map);

    private static void Add(WebApplicationBuilder builder)
    {
    }

    private static void Map(WebApplication app)
    {
    }
}
