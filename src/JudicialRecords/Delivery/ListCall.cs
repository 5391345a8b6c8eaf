namespace Civic.JudicialRecords.Delivery;

/// <summary>One call for many rows: whose turn comes first makes it, the others wait for the same answer.</summary>
/// <param name="ask">The call, with the token of who makes it.</param>
internal sealed class ListCall<T>(Func<CancellationToken, Task<T>> ask)
{
    private readonly Lock _gate = new();
    private Task<T>? _answer;

    /// <param name="cancellation">Ends the call where none was made yet, else nothing.</param>
    internal Task<T> AskAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            return _answer is null && cancellation.IsCancellationRequested
                ? Task.FromCanceled<T>(cancellation)
                : _answer ??= ask(cancellation);
        }
    }
}
