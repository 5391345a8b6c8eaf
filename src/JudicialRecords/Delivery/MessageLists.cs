namespace Civic.JudicialRecords.Delivery;

/// <summary>
/// The messages of one bite in few calls. The first one goes alone and shows whether the channel takes anything: only
/// then do the others go in lists, so that one that is down costs a few messages their turn and not a list of each.
/// </summary>
internal sealed class MessageLists
{
    /// <summary>Whom one list is for.</summary>
    private const int PeopleInAList = 25;

    /// <summary>After so many tries a message goes alone: what spoils a list must not do so for ever.</summary>
    private const int TriesInAList = 3;

    private readonly MessageChannels _channels;
    private readonly Func<Message, OutgoingMessage> _compose;
    private readonly Message _first;
    private readonly Dictionary<Message, ListCall<IReadOnlySet<Guid>?>> _lists = [];
    private bool _isUp;

    /// <param name="due">At least one.</param>
    /// <param name="at">When that happened which a message tells of.</param>
    /// <param name="compose">Puts one into words.</param>
    /// <param name="channels">Where they go.</param>
    internal MessageLists(IReadOnlyCollection<Message> due, Func<Message, DateTimeOffset> at,
        Func<Message, OutgoingMessage> compose, MessageChannels channels)
    {
        (_channels, _compose) = (channels, compose);
        // What one person is told comes in the order in which it happened.
        Lines = [.. due.OrderBy(m => m.Id).GroupBy(m => m.DossierId).Select(g => g.OrderBy(at).ToArray())];
        _first = Lines[0][0];
        foreach (var people in Lines.Chunk(PeopleInAList))
        {
            var together = people.SelectMany(p => p).Where(m => m != _first && m.Attempts <= TriesInAList).ToArray();
            var told = new ListCall<IReadOnlySet<Guid>?>(stop => TellAsync(together, stop));
            foreach (var message in together)
            {
                _lists[message] = told;
            }
        }
    }

    /// <summary>Messages to one person, which are to be sent one after another.</summary>
    internal IReadOnlyList<Message[]> Lines { get; }

    /// <summary>Sends one of them; the first of a list sends them all.</summary>
    /// <returns>Whether it was taken.</returns>
    internal async Task<bool> SendAsync(Message message, CancellationToken cancellation)
    {
        if (message == _first)
        {
            return _isUp = await _channels.SendAsync(_compose(message), cancellation);
        }

        if (_isUp && _lists.TryGetValue(message, out var list) && await list.AskAsync(cancellation) is { } taken)
        {
            return taken.Contains(message.Id);
        }

        cancellation.ThrowIfCancellationRequested();
        return await _channels.SendAsync(_compose(message), cancellation);
    }

    /// <returns>Null where each must be sent alone, such as where one can't be put into words.</returns>
    private async Task<IReadOnlySet<Guid>?> TellAsync(Message[] together, CancellationToken cancellation)
    {
        try
        {
            return await _channels.SendAsync([.. together.Select(_compose)], cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return null;
        }
    }
}
