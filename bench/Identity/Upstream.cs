using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace Civic.Identity.Bench;

/// <summary>
/// The provider above both sides, where the person is signed in already: it answers at once and checks nothing, so that
/// what is measured is the side that asks it. It is the population register too, which knows everybody: the bridge asks
/// about a person once a day, the peer never.
/// </summary>
internal sealed partial class Upstream : IAsyncDisposable
{
    private const int People = 500;
    private readonly Jws _key = new("upstream");
    private readonly ConcurrentDictionary<string, (string Nonce, string ClientId)> _codes = new();
    private readonly WebApplication _app;
    private int _next;

    private Upstream(WebApplication app, string address) => (_app, Address) = (app, address);

    internal string Address { get; }

    internal static async Task<Upstream> StartAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var address = $"http://localhost:{port}";
        app.Urls.Add(address);
        var upstream = new Upstream(app, address);
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new Dictionary<string, string>
        {
            ["issuer"] = address,
            ["authorization_endpoint"] = address + "/authorize",
            ["token_endpoint"] = address + "/token",
            ["jwks_uri"] = address + "/jwks.json",
        }));
        app.MapGet("/jwks.json", () =>
            Results.Text($$"""{"keys":[{{upstream._key.PublicJwk}}]}""", "application/json"));
        app.MapPost("/token", (Delegate)upstream.TokenAsync);
        app.MapPost("/population/TraCuuThongTinCongDan", (Delegate)KnownAsync);
        await app.StartAsync();
        return upstream;
    }

    /// <summary>What the person's browser would be answered: back with a code.</summary>
    internal string Authorize(string address)
    {
        var asked = QueryHelpers.ParseQuery(new Uri(address).Query);
        var code = Jws.NewId();
        _codes[code] = (asked["nonce"].ToString(), asked["client_id"].ToString());
        return $"{asked["redirect_uri"]}?code={code}&state={asked["state"]}&iss={Uri.EscapeDataString(Address)}";
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
    }

    /// <summary>Service 037: the person with the number asked for.</summary>
    private static async Task<IResult> KnownAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var number = AskedNumber().Match(await reader.ReadToEndAsync(http.RequestAborted)).Groups[1].Value;
        return Results.Text(
            $"""
            <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><r>
            <c:CongdanCollection xmlns:c="http://www.mic.gov.vn/dancu/1.0"><c:CongDan>
            <c:SoDinhDanh>{number}</c:SoDinhDanh><c:HoVaTen>Nguyễn Văn Mẫu</c:HoVaTen>
            <c:NgayThangNamSinh><c:NgayThangNam>19900615</c:NgayThangNam></c:NgayThangNamSinh>
            </c:CongDan></c:CongdanCollection></r></s:Body></s:Envelope>
            """, "text/xml");
    }

    private async Task<IResult> TokenAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (!_codes.TryRemove(form["code"].ToString(), out var known))
        {
            return Results.BadRequest();
        }

        var (now, person) = (Jws.Now(), Interlocked.Increment(ref _next) % People);
        var token = _key.Token(string.Create(CultureInfo.InvariantCulture,
            $$"""
            {"iss":"{{Address}}","sub":"person-{{person}}",
            "aud":"{{known.ClientId}}","iat":{{now}},"exp":{{now + 300}},
            "auth_time":{{now}},"nonce":"{{known.Nonce}}","amr":["pin"],"level":"02",
            "citizen_id":"001090{{person:000000}}","name":"Nguyễn Văn Mẫu",
            "birthdate":"1990-06-15","gender":"male"}
            """));
        return Results.Text(
            $$"""{"access_token":"{{Jws.NewId()}}","token_type":"Bearer","expires_in":300,"id_token":"{{token}}"}""",
            "application/json");
    }

    [GeneratedRegex("SoDinhDanh[^>]*>([0-9]{12})<")]
    private static partial Regex AskedNumber();
}
