using Civic.Signing.Keys;
using Civic.Signing.Seal;

namespace Civic.Signing.Bench;

/// <summary>
/// Every rate in five rounds; the first round only warms up. Rates of which one is told as a share of the other take
/// short turns, so that a machine that is slower for a second is so for both.
/// </summary>
internal sealed class Measurement(Workload work, TimeSpan slice)
{
    private const int Rounds = 5;
    private const int Turns = 20;

    /// <summary>Callers that wait for the time-stamp service leave the processor to others: there are more.</summary>
    private const int WaitingCallers = 8;

    /// <summary>A busy service has more callers than processors; RSA signatures are made in rows.</summary>
    private const int RsaCallers = 16;

    private readonly List<Step[]> _groups = [];

    internal async Task<IReadOnlyDictionary<string, IReadOnlyList<double>>> RunAsync(Action<string> tell)
    {
        AddSteps();
        var rates = _groups.SelectMany(group => group).ToDictionary(step => step.Id, _ => new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            foreach (var group in _groups)
            {
                var measured = await TakeTurnsAsync(group);
                for (var i = 0; round > 0 && i < group.Length; i++)
                    rates[group[i].Id].Add(measured[i]);
            }
            tell(round == 0 ? "warm" : $"round {round} of {Rounds}");
        }
        return rates.ToDictionary(rate => rate.Key, rate => (IReadOnlyList<double>)rate.Value);
    }

    private async Task<double[]> TakeTurnsAsync(Step[] group)
    {
        var turns = group.Length == 1 ? 1 : Turns;
        var sums = new double[group.Length];
        for (var turn = 0; turn < turns; turn++)
        {
            for (var i = 0; i < group.Length; i++)
                sums[i] += await Rate.OfAsync(group[i].Callers, 2 * slice / (turns + 1), group[i].Action);
        }
        return [.. sums.Select(sum => sum / turns)];
    }

    private void AddSteps()
    {
        foreach (var kind in (KeyKind[])[KeyKind.Rsa2048, KeyKind.P256])
            Add(Raw(kind));
        Add(new Work("render", index =>
        {
            _ = work.Render(index);
            return ValueTask.CompletedTask;
        }));
        foreach (var kind in (KeyKind[])[KeyKind.Rsa2048, KeyKind.P256])
            Add(Signed(kind));
        Add(Raw(KeyKind.Rsa3072), Signed(KeyKind.Rsa3072));
        Add(new Work("bt-p256", async index => await work.IssueAsync(index, KeyKind.P256, PadesLevel.BT),
            WaitingCallers));
        Add(new Work("blta-p256", async index => await work.IssueAsync(index, KeyKind.P256, PadesLevel.BLTA),
            WaitingCallers));
        Add(new Work("blta-two-p256", async index => await work.IssueTwiceAsync(index, KeyKind.P256), WaitingCallers));
        Add(new Work("validate", async index => await work.ValidateAsync(index)));
    }

    private Work Raw(KeyKind kind) => new($"raw-{NameOf(kind)}", _ => work.SignRawAsync(kind), CallersOf(kind));

    private Work Signed(KeyKind kind) =>
        new($"bb-{NameOf(kind)}", async index => await work.IssueAsync(index, kind, PadesLevel.BB),
            CallersOf(kind));

    private static int CallersOf(KeyKind kind) => kind == KeyKind.P256 ? 2 : RsaCallers;

    /// <summary>By one thread and by two, all of them in turns.</summary>
    private void Add(params Work[] together)
    {
        _groups.Add([.. together.Select(each => new Step($"{each.Name}-1t", 1, each.Action))]);
        _groups.Add([.. together.Select(each => new Step($"{each.Name}-2t", each.CallersWithTwo, each.Action))]);
    }

    private static string NameOf(KeyKind kind) => kind.ToString().ToLowerInvariant();

    private sealed record Work(string Name, Func<int, ValueTask> Action, int CallersWithTwo = 2);

    private sealed record Step(string Id, int Callers, Func<int, ValueTask> Action);
}
