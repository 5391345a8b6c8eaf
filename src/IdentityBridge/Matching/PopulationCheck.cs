using System.Net.Http.Headers;
using System.Xml;
using Civic.IdentityBridge.Upstreams;
using Civic.Shared.Identity;
using Civic.Shared.Registers;

namespace Civic.IdentityBridge.Matching;

/// <summary>What the register says of a person whom an upstream proved.</summary>
/// <param name="Event">For the state machine.</param>
/// <param name="NewNumber">Where the number was replaced.</param>
internal sealed record PopulationAnswer(LinkEvent Event, CitizenId? NewNumber = null);

/// <summary>
/// Asks the population register about a person at login. It matches number, name and birth date together, so a person
/// who is not found is asked about in two other ways, to tell what it is that differs.
/// </summary>
internal sealed class PopulationCheck(IHttpClientFactory clients, PopulationOptions options, TimeProvider clock)
{
    internal const string HttpClientName = "population";
    private static readonly PopulationAnswer NotReached = new(new LinkEvent.NotReached());
    private readonly CircuitBreaker _breaker = new(clock);

    internal async Task<PopulationAnswer> AskAsync(
        CitizenId number, string name, DateOnly born, CancellationToken cancellation)
    {
        if (options.Address is null || !_breaker.MayTry())
        {
            return NotReached;
        }

        try
        {
            var asked = new PopulationQuestion(
                Guid.CreateVersion7(), number, name, born.Year, born, options.Account);
            var answer = await CompareAsync(asked, cancellation);
            _breaker.Succeeded();
            return answer;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or XmlException or FormatException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            _breaker.Failed();
            return NotReached;
        }
    }

    private async Task<PopulationAnswer> CompareAsync(PopulationQuestion asked, CancellationToken cancellation)
    {
        if (await FindAsync(asked, cancellation) is { } entry)
        {
            return new(entry.IsDeceased ? Differs(Finding.Deceased) : new LinkEvent.Agreed());
        }

        if (await FindAsync(asked with { AsFormerNumber = true }, cancellation) is { } renumbered)
        {
            return new(Differs(Finding.NumberReplaced), renumbered.Number);
        }

        return new(Differs(await FindAsync(asked with { BirthDay = null }, cancellation) is null
            ? Finding.NotOnRecord : Finding.OtherBirthDate));
    }

    private static LinkEvent.Differs Differs(Finding why) => new(why);

    /// <summary>Null where the register knows nobody like that.</summary>
    /// <exception cref="FormatException">The answer is about somebody else, or of another time.</exception>
    private async Task<PopulationEntry?> FindAsync(PopulationQuestion asked, CancellationToken cancellation)
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
            ? people.Count > 0 ? people[0] : null
            : throw new FormatException("The register answered about somebody else.");
    }

    private static bool IsAsked(PopulationEntry entry, PopulationQuestion asked) =>
        (asked.AsFormerNumber ? entry.FormerNumber == asked.Number.Value : entry.Number == asked.Number)
        && entry.PlainName == PlainName.Of(asked.Name) && entry.BirthYear == asked.BirthYear;
}
