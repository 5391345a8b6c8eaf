using Civic.JudicialRecords.Storage;
using Civic.Shared.Hosting;
using Civic.Shared.Storage;
using Microsoft.AspNetCore.Builder;

namespace Civic.JudicialRecords;

/// <summary>The Department of Justice: requests for criminal-record certificates, from the form to the signed document.</summary>
public static class JudicialRecordsHost
{
    public static readonly ServiceDescription Service = new("judicial", Add, Map);

    private static void Add(WebApplicationBuilder builder)
    {
        var settings = builder.Settings();
        builder.AddCivicDatabase<JudicialDbContext>(settings);
    }

    private static void Map(WebApplication app)
    {
    }
}
