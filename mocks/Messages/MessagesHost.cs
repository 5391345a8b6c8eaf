using Civic.Messages.Inbox;
using Civic.Sandbox;
using Civic.Shared.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.Messages;

/// <summary>SMS, e-mail and the VNeID inbox of the sandbox.</summary>
public static class MessagesHost
{
    public static readonly ServiceDescription Service = new("messages", Add, Map);

    private static void Add(WebApplicationBuilder builder)
    {
        builder.Services.AddScenario();
        builder.Services.AddSingleton<SentMessages>();
    }

    private static void Map(WebApplication app)
    {
        app.MapScenario();
        app.MapMessages();
        app.MapSentKeys();
    }
}
