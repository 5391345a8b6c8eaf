using Civic.Sandbox;
using Civic.Shared.Hosting;
using Microsoft.AspNetCore.Builder;

namespace Civic.Messages;

/// <summary>The message channels of the sandbox: VNeID inbox, SMS and e-mail.</summary>
public static class MessagesHost
{
    public static readonly ServiceDescription Service = new("messages", Add, Map);

    private static void Add(WebApplicationBuilder builder)
    {
        builder.Services.AddScenario();
    }

    private static void Map(WebApplication app)
    {
        app.MapScenario();
    }
}
