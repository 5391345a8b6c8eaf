using Civic.Signing.Keys;
using Civic.Signing.Seal;

namespace Civic.Signing.Bench;

/// <summary>
/// Every rate in five rounds, one after the other within a round, so that what is compared was measured under the same
/// conditions; the first round only warms up.
/// </summary>
internal sealed class Measurement(Workload work, TimeSpan slice)
{
    private const int Rounds = 5;

    /// <summary>Callers that wait for the time-stamp service leave the processor to others, so there are more.</summary>
    private const int WaitingCallers = 8;

    private readonly List<Step> _steps = [];

    internal async Task<IReadOnlyDictionary<string, IReadOnlyList<double>>> RunAsync(Action<string> tell)
    {
        AddSteps();
        var rates = _steps.ToDictionary(step => step.Id, _ => new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            foreach (var step in _steps)
            {
                var rate = await Rate.OfAsync(step.Callers, slice, step.Action);
                if (round > 0)
                    rates[step.Id].Add(rate);
            }
            tell(round == 0 ? "warm" : $"round {round} of {Rounds}");
        }
        return rates.ToDictionary(rate => rate.Key, rate => (IReadOnlyList<double>)rate.Value);
    }

    private void AddSteps()
    {
        foreach (var kind in (KeyKind[])[KeyKind.Rsa2048, KeyKind.Rsa3072, KeyKind.P256])
            Add($"raw-{NameOf(kind)}", _ => work.SignRawAsync(kind));
        Add("render", index =>
        {
            _ = work.Render(index);
            return ValueTask.CompletedTask;
        });
        foreach (var kind in (KeyKind[])[KeyKind.Rsa2048, KeyKind.Rsa3072, KeyKind.P256])
            Add($"bb-{NameOf(kind)}", async index => await work.IssueAsync(index, kind, PadesLevel.BB));
        Add("bt-p256", async index => await work.IssueAsync(index, KeyKind.P256, PadesLevel.BT), WaitingCallers);
        Add("blta-p256", async index => await work.IssueAsync(index, KeyKind.P256, PadesLevel.BLTA), WaitingCallers);
        Add("blta-two-p256", async index => await work.IssueTwiceAsync(index, KeyKind.P256), WaitingCallers);
        Add("validate", async index => await work.ValidateAsync(index));
    }

    private void Add(string name, Func<int, ValueTask> action, int callersWithTwo = 2)
    {
        _steps.Add(new Step($"{name}-1t", 1, action));
        _steps.Add(new Step($"{name}-2t", callersWithTwo, action));
    }

    private static string NameOf(KeyKind kind) => kind.ToString().ToLowerInvariant();

    private sealed record Step(string Id, int Callers, Func<int, ValueTask> Action);
}
