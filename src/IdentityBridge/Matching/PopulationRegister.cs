using System.Net.Http.Headers;
using System.Xml;
using Civic.IdentityBridge.Upstreams;
using Civic.Shared.Identity;
using Civic.Shared.Registers;

namespace Civic.IdentityBridge.Matching;

/// <summary>Service 037 of the population register, left alone for a while once it fails again and again.</summary>
internal sealed class PopulationRegister(IHttpClientFactory clients, PopulationOptions options, TimeProvider clock)
{
    internal const string HttpClientName = "population";
    private readonly CircuitBreaker _breaker = new(clock);

    /// <summary>By the year alone where no more is known of the birth.</summary>
    internal PopulationQuestion About(CitizenId number, string name, PartialDate born) =>
        new(Guid.CreateVersion7(), number, name, born.Year, born.Day is null ? null : born.Earliest, options.Account);

    /// <summary>What the questions come to; null where one of them gets no answer that can be used.</summary>
    internal async Task<T?> TryAsync<T>(Func<Task<T>> questions, CancellationToken cancellation)
        where T : class
    {
        if (options.Address is null || !_breaker.MayTry())
        {
            return null;
        }

        try
        {
            var answer = await questions();
            _breaker.Succeeded();
            return answer;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or XmlException or FormatException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            _breaker.Failed();
            return null;
        }
    }

    /// <summary>Every entry of an answer; none where the register knows nobody like that.</summary>
    /// <exception cref="FormatException">The answer is about somebody else, or of another time.</exception>
    internal async Task<IReadOnlyList<PopulationEntry>> FindAsync(
        PopulationQuestion asked, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options.Address!, PopulationService.Path))
        {
            Content = new ByteArrayContent(PopulationService.Write(asked, options.Caller)),
        };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(PopulationService.MediaType);
        foreach (var (name, value) in PopulationService.Headers(options.Caller, clock.GetUtcNow()))
        {
            request.Headers.Add(name, value);
        }

        using var answer = await clients.CreateClient(HttpClientName).SendAsync(request, cancellation);
        answer.EnsureSuccessStatusCode();
        if (answer.Content.Headers.LastModified < clock.GetUtcNow() - options.StaleAfter)
        {
            throw new FormatException("The register's data are too old.");
        }

        await using var body = await answer.Content.ReadAsStreamAsync(cancellation);
        var people = PopulationService.Read(body)?.Select(PopulationEntry.Of).ToList()
            ?? throw new FormatException("The register refused to answer.");
        return people.All(p => IsAsked(p, asked))
            ? people : throw new FormatException("The register answered about somebody else.");
    }

    private static bool IsAsked(PopulationEntry entry, PopulationQuestion asked) =>
        (asked.AsFormerNumber ? entry.FormerNumber == asked.Number.Value : entry.Number == asked.Number)
        && entry.PlainName == PlainName.Of(asked.Name) && entry.BirthYear == asked.BirthYear;
}
