using Civic.Sandbox;

namespace Civic.Vneid.Application;

/// <summary>
/// The app's part of a request: POST /app/lltp with a <see cref="Wish"/> lets a persona pay and ask; the answer has the
/// code and what the province answered to each sending. Scenario kinds on the route "/LLTP/TaoHoSo": replay and timeout
/// (the first answer is lost, the same bytes go again), duplicate (the same twice at once), partial-match (the wallet
/// takes half), stale (an old code of the persona's with other content), wrong-person (somebody else's name), truncated
/// and malformed (where the body is spoiled follows the seed).
/// </summary>
internal sealed class Applications(ProvinceClient province, ScenarioControl control)
{
    private const string Route = "/LLTP/TaoHoSo";
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, string> _last =
        new(StringComparer.Ordinal);

    internal async Task<IResult> AskAsync(Wish wish, CancellationToken cancellation)
    {
        if (Personas.Find(wish.Persona) is null || (wish.Child is not null && Personas.Find(wish.Child) is null))
        {
            return Results.Problem("No persona has that id.", statusCode: StatusCodes.Status422UnprocessableEntity);
        }

        var fault = control.Take(Route, FaultKind.Replay, FaultKind.Timeout, FaultKind.Duplicate,
            FaultKind.PartialMatch, FaultKind.Stale, FaultKind.WrongPerson, FaultKind.TruncatedBody,
            FaultKind.MalformedBody)?.Kind;
        var old = fault == FaultKind.Stale ? _last.GetValueOrDefault(wish.Persona) : null;
        var code = wish.Code ?? old;
        if (code is null)
        {
            var given = await province.NewCodeAsync(cancellation);
            if (given.Data is null)
            {
                return Results.Json(new { code = (string?)null, answers = new[] { given } });
            }

            code = given.Data;
            await PayAsync(code, WishJson.TotalOf(wish), fault, cancellation);
        }

        _last[wish.Persona] = code;
        var answers = await SendAsync(Bytes(wish, code, fault), fault, cancellation);
        return Results.Json(new { code, answers });
    }

    private Task PayAsync(string code, long total, FaultKind? fault, CancellationToken cancellation) =>
        total == 0
            ? Task.CompletedTask
            : province.PayAsync(code, fault == FaultKind.PartialMatch ? Math.Max(1, total / 2) : total, cancellation);

    private byte[] Bytes(Wish wish, string code, FaultKind? fault)
    {
        var body = WishJson.Make(fault == FaultKind.Stale ? wish with { Place = wish.Place + " (mới)" } : wish, code);
        if (fault == FaultKind.WrongPerson)
        {
            var others = Personas.All.Where(p => p.Id != wish.Persona).ToList();
            body["toKhai"]!["nycHoTen"] = others[control.Seed % others.Count].Name;
        }

        var bytes = System.Text.Encoding.UTF8.GetBytes(body.ToJsonString());
        switch (fault)
        {
            case FaultKind.TruncatedBody:
                return bytes[..(bytes.Length * ((control.Seed % 7) + 1) / 8)];
            case FaultKind.MalformedBody:
                for (var i = control.Seed % 7; i < bytes.Length; i += 7)
                {
                    bytes[i] = (byte)'~';
                }

                return bytes;
            default:
                return bytes;
        }
    }

    private async Task<ProvinceAnswer[]> SendAsync(byte[] body, FaultKind? fault, CancellationToken cancellation) =>
        fault switch
        {
            FaultKind.Duplicate => await Task.WhenAll(
                province.CreateAsync(body, cancellation), province.CreateAsync(body, cancellation)),
            FaultKind.Replay or FaultKind.Timeout => [
                await province.CreateAsync(body, cancellation), await province.CreateAsync(body, cancellation)],
            _ => [await province.CreateAsync(body, cancellation)],
        };
}

internal static class ApplicationEndpoints
{
    internal static void MapApplications(this IEndpointRouteBuilder app)
    {
        app.MapPost("/app/lltp", (Wish wish, Applications applications, CancellationToken cancellation) =>
            applications.AskAsync(wish, cancellation)).AllowAnonymous().DisableAntiforgery();
        // The gateway tells whoever placed an order; the app has seen it already.
        app.MapPost("/app/lltp/paid", () => Results.Ok()).AllowAnonymous().DisableAntiforgery();
    }
}
