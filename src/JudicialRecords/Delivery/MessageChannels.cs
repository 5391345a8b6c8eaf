using System.Net.Http.Json;
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
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        try
        {
            using var http = clients.CreateClient(nameof(MessageChannels));
            using var answer = await http.PostAsJsonAsync(_address + "/messages", message, limit.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e)
            when (e is HttpRequestException or IOException
                || (e is OperationCanceledException && !cancellation.IsCancellationRequested)
            )
        {
            return false;
        }
    }
}

/// <param name="Id">Idempotency key.</param>
/// <param name="Channel">vneid, sms or email</param>
/// <param name="To">ID number for the VNeID inbox, phone number or e-mail address; it travels in the body only.</param>
internal sealed record OutgoingMessage(Guid Id, string Channel, string To, string Title, string Text);
