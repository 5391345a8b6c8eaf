using System.Diagnostics;

namespace Civic.Signing.Tests.Fuzz;

/// <summary>What came of a run.</summary>
/// <param name="Crashes">Each with the input's number, by which it can be made again, and the exception.</param>
/// <param name="MostBytes">Allocated for one input, beside three times its length.</param>
internal sealed record FuzzResult(
    int Inputs, IReadOnlyList<string> Crashes, double SlowestMs, string SlowestTarget, long MostBytes);

/// <summary>Reads so many mutated inputs. The same seed makes the same inputs.</summary>
internal static class FuzzRun
{
    private const int MaxCrashes = 20;

    /// <summary>An input that took longer is read again: other work on the machine must not be blamed on it.</summary>
    private const double SuspectMs = 200;

    internal static FuzzResult Run(ulong seed, int count, Action<int>? tell = null)
    {
        var targets = Target.All();
        var crashes = new List<string>();
        var (slowest, slowestTarget, most) = (0.0, "", 0L);
        for (var i = 0; i < count && crashes.Count < MaxCrashes; i++)
        {
            var mutator = new Mutator(seed + (ulong)i);
            var target = Choose(targets, mutator.Next(100));
            var source = target.Seeds[mutator.Next(target.Seeds.Length)];
            var other = target.Seeds[mutator.Next(target.Seeds.Length)];
            var input = mutator.Mutate(source, other, target.IsDer);
            try
            {
                var (ms, bytes) = Measure(target, input);
                for (var again = 0; again < 3 && ms > SuspectMs; again++)
                {
                    ms = Math.Min(ms, Measure(target, input).Ms);
                }

                (slowest, slowestTarget) = ms > slowest ? (ms, target.Name) : (slowest, slowestTarget);
                most = Math.Max(most, bytes - (3L * input.Length));
            }
            catch (Exception e)
            {
                crashes.Add($"{target.Name} {seed}+{i}: {e}");
            }

            tell?.Invoke(i + 1);
        }

        return new FuzzResult(count, crashes, slowest, slowestTarget, most);
    }

    private static (double Ms, long Bytes) Measure(Target target, byte[] input)
    {
        var (started, allocated) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
        target.Read(input);
        return (Stopwatch.GetElapsedTime(started).TotalMilliseconds,
            GC.GetAllocatedBytesForCurrentThread() - allocated);
    }

    private static Target Choose(IReadOnlyList<Target> targets, int percent)
    {
        var sum = 0;
        return targets.First(t => (sum += t.Share) > percent);
    }
}
