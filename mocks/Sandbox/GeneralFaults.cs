using Microsoft.AspNetCore.Http;

namespace Civic.Sandbox;

/// <summary>
/// Faults of the wire, alike for every route: no answer in time, a slow, cut or garbled body, a 5xx burst.
/// </summary>
internal sealed class GeneralFaults(RequestDelegate next, ScenarioControl control)
{
    public async Task InvokeAsync(HttpContext http)
    {
        var route = http.Request.Path.Value ?? "/";
        var fault = route.StartsWith("/__civic", StringComparison.Ordinal) ? null : control.Take(
            route, FaultKind.Timeout, FaultKind.SlowBody, FaultKind.Http5xx, FaultKind.TruncatedBody,
            FaultKind.MalformedBody);
        switch (fault?.Kind)
        {
            case null:
                await next(http);
                return;
            case FaultKind.Timeout:
                await Task.Delay(fault.DelayMs ?? 30_000, http.RequestAborted);
                http.Abort();
                return;
            case FaultKind.Http5xx:
                http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                await http.Response.WriteAsync("upstream failure", http.RequestAborted);
                return;
            default:
                await SpoilAsync(http, fault);
                return;
        }
    }

    private async Task SpoilAsync(HttpContext http, Fault fault)
    {
        var original = http.Response.Body;
        using var kept = new MemoryStream();
        http.Response.Body = kept;
        try
        {
            await next(http);
        }
        finally
        {
            http.Response.Body = original;
        }

        var body = kept.ToArray();
        switch (fault.Kind)
        {
            case FaultKind.SlowBody:
                await SendSlowlyAsync(http, body, fault.DelayMs ?? 10_000);
                break;
            case FaultKind.TruncatedBody:
                http.Response.ContentLength = body.Length;
                await http.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2), http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
                http.Abort();
                break;
            default:
                for (var i = 0; i < body.Length; i += 7)
                {
                    body[i] = (byte)'~';
                }

                http.Response.ContentLength = body.Length;
                await http.Response.Body.WriteAsync(body, http.RequestAborted);
                break;
        }
    }

    private static async Task SendSlowlyAsync(HttpContext http, byte[] body, int totalMs)
    {
        const int Parts = 20;
        http.Response.ContentLength = body.Length;
        for (var part = 0; part < Parts; part++)
        {
            var (from, to) = (body.Length * part / Parts, body.Length * (part + 1) / Parts);
            await http.Response.Body.WriteAsync(body.AsMemory(from, to - from), http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
            await Task.Delay(totalMs / Parts, http.RequestAborted);
        }
    }
}
