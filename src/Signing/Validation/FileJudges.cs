using Civic.Signing.Algorithms;
using Civic.Signing.Validation.Evidence;
using Civic.Signing.Validation.Trust;

namespace Civic.Signing.Validation;

/// <summary>Makes judges that go by the trust list of the moment and ask its authorities.</summary>
internal sealed class FileJudges(
    TrustListKeeper lists, AlgorithmPolicy policy, LiveRevocation live, TimeProvider clock)
{
    private readonly AlgorithmSunset _sunset = new(policy);

    internal FileJudge Current() => new(lists.Current, _sunset, live.AskAsync, clock);
}
