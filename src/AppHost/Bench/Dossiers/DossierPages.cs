using System.Diagnostics;
using System.Globalization;
using Civic.AppHost.Demo;
using Civic.AppHost.House;

namespace Civic.AppHost.Bench.Dossiers;

/// <summary>
/// The pages that are asked for most, each by whoever is asked for it, one request after the other: five rounds after
/// one that warms up, and of each round's 95th percentile the median.
/// </summary>
internal sealed class DossierPages(string site, string data, string? postgres) : IDisposable
{
    internal const string Report = "report";
    private const string Token = "__RequestVerificationToken";
    private const int Rounds = 5;
    private const int Requests = 60;

    private readonly Actor _reception = new("tiep-nhan");
    private readonly Actor _officer = new("chuyen-vien");
    private readonly Actor _director = new("giam-doc");
    private readonly Actor _clerk = new("van-thu");
    private readonly DossierCitizen _citizen = new("an", site);
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    internal async Task SignInAsync(CancellationToken cancellation)
    {
        foreach (var actor in new[] { _reception, _officer, _director, _clerk })
        {
            (await actor.SignInAsync($"{site}/staff", cancellation)).MustBe();
        }
    }

    /// <returns>Milliseconds by page.</returns>
    internal async Task<IReadOnlyList<(string Page, double P95)>> MeasureAsync(CancellationToken cancellation)
    {
        var sample = await DossierSample.ReadAsync(data, postgres, cancellation);
        string Any(IReadOnlyList<string> among, int i) => Uri.EscapeDataString(among[i % among.Count]);
        var token = (await _reception.Browser.GoAsync(site + "/staff", cancellation)).MustBe()
            .Form("form[role=search]").ValueOf(Token)!;
        var lastMonth = new DateOnly(sample.Today.Year, sample.Today.Month, 1).AddMonths(-1);
        var period = string.Create(CultureInfo.InvariantCulture,
            $"from={lastMonth:yyyy-MM-dd}&to={lastMonth.AddMonths(1).AddDays(-1):yyyy-MM-dd}");
        return
        [
            ("submit", await RoundsAsync(Requests / 4, _ => _citizen.SubmitAsync(cancellation))),
            ("track", await _citizen.WithRequestAsync(
                code => RoundsAsync(Requests, _ => AskAsync(_citizen.Actor, $"/requests/{code}", 200)), cancellation)),
            ("queue-reception", await RoundsAsync(Requests, _ => AskAsync(_reception, "/staff", 200))),
            ("queue-officer", await RoundsAsync(Requests, _ => AskAsync(_officer, "/staff", 200))),
            ("queue-leader", await RoundsAsync(Requests, _ => AskAsync(_director, "/staff", 200))),
            ("search-code", await RoundsAsync(
                Requests, i => AskAsync(_reception, $"/staff?code={Any(sample.Codes, i)}", 302))),
            ("search-name", await RoundsAsync(
                Requests, i => FindAsync(token, sample.Names[i % sample.Names.Count]))),
            ("search-id-number", await RoundsAsync(
                Requests, i => FindAsync(token, sample.People[i % sample.People.Count]))),
            ("search-certificate", await RoundsAsync(
                Requests, i => AskAsync(_clerk, $"/staff/register?search.number={Any(sample.Numbers, i)}", 200))),
            (Report, await RoundsAsync(3, _ => AskAsync(_director, $"/staff/reports?{period}", 200))),
        ];
    }

    public void Dispose()
    {
        foreach (var actor in new[] { _reception, _officer, _director, _clerk })
        {
            actor.Dispose();
        }

        _citizen.Dispose();
        _http.Dispose();
    }

    private static async Task<double> RoundsAsync(int requests, Func<int, Task<double>> ask)
    {
        var rounds = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            var times = new List<double>();
            for (var i = 0; i < requests; i++)
            {
                times.Add(await ask((round * requests) + i));
            }

            rounds.Add(times.Order().ElementAt((int)(times.Count * 0.95)));
        }

        return rounds.Skip(1).Order().ElementAt(Rounds / 2);
    }

    private async Task<double> AskAsync(Actor who, string path, int expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(site + path));
        return await SendAsync(who, request, expected);
    }

    /// <summary>By the search's form, which keeps names and numbers out of addresses.</summary>
    private async Task<double> FindAsync(string token, string typed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(site + "/staff"))
        {
            Content = new FormUrlEncodedContent([new("code", typed), new(Token, token)]),
        };
        return await SendAsync(_reception, request, 200);
    }

    private async Task<double> SendAsync(Actor who, HttpRequestMessage request, int expected)
    {
        var address = request.RequestUri!;
        request.Headers.TryAddWithoutValidation("Accept", "text/html");
        request.Headers.TryAddWithoutValidation("Cookie", who.Browser.Cookies.HeaderFor(address));
        var started = Stopwatch.GetTimestamp();
        using var answer = await _http.SendAsync(request);
        _ = await answer.Content.ReadAsByteArrayAsync();
        var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return (int)answer.StatusCode == expected
            ? took
            : throw new HouseFailure($"{who.Persona.Id} got {(int)answer.StatusCode} on {address.AbsolutePath}.");
    }
}
