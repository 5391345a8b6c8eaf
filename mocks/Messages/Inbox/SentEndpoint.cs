using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Civic.Messages.Inbox;

/// <summary>Tells tests and benches under which keys messages were taken.</summary>
internal static class SentEndpoint
{
    internal static void MapSentKeys(this IEndpointRouteBuilder app) =>
        app.MapGet("/__civic/messages", (SentMessages sent) => Results.Ok(sent.Keys)).AllowAnonymous();
}
