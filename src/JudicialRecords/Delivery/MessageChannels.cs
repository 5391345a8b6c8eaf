using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Civic.Shared.Hosting;

namespace Civic.JudicialRecords.Delivery;

/// <summary>
/// The city's message service: VNeID inbox, SMS and e-mail behind one interface, keyed by the message's id.
/// </summary>
internal sealed class MessageChannels(IHttpClientFactory clients, CivicSettings settings)
{
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly string _address = settings.AddressOf("messages");

    /// <returns>Whether the service took it; false is tried again later.</returns>
    internal async Task<bool> SendAsync(OutgoingMessage message, CancellationToken cancellation)
    {
        try
        {
            using var answer = await PostAsync("/messages", message, cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (IsInterruption(e, cancellation))
        {
            return false;
        }
    }

    /// <summary>Sends them in one call, in this order.</summary>
    /// <returns>
    /// Which of them the service took, by id: none where it can't be reached. Null where it refuses the list as such,
    /// which says nothing of each.
    /// </returns>
    internal async Task<IReadOnlySet<Guid>?> SendAsync(
        IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation)
    {
        try
        {
            using var answer = await PostAsync("/messages/list", new MessageList(messages), cancellation);
            return answer switch
            {
                { IsSuccessStatusCode: true } =>
                    (await answer.Content.ReadFromJsonAsync<TakenMessages>(cancellation))?.Taken,
                { StatusCode: >= HttpStatusCode.InternalServerError } => new HashSet<Guid>(),
                _ => null,
            };
        }
        catch (Exception e) when (IsInterruption(e, cancellation))
        {
            return new HashSet<Guid>();
        }
    }

    private async Task<HttpResponseMessage> PostAsync<T>(string path, T body, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        using var http = clients.CreateClient(nameof(MessageChannels));
        return await http.PostAsJsonAsync(_address + path, body, limit.Token);
    }

    private static bool IsInterruption(Exception e, CancellationToken cancellation) =>
        e is HttpRequestException or IOException or JsonException
        || (e is OperationCanceledException && !cancellation.IsCancellationRequested);

    private sealed record MessageList(IReadOnlyList<OutgoingMessage> Messages);

    private sealed record TakenMessages(HashSet<Guid>? Taken);
}

/// <param name="Id">Idempotency key.</param>
/// <param name="Channel">vneid, sms or email</param>
/// <param name="To">ID number for the VNeID inbox, phone number or e-mail address; it travels in the body only.</param>
internal sealed record OutgoingMessage(Guid Id, string Channel, string To, string Title, string Text);
