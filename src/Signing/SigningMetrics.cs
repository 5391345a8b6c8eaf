using System.Diagnostics.Metrics;

namespace Civic.Signing;

/// <summary>Counts and durations for the operator; no personal data, few label values.</summary>
internal sealed class SigningMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _seals;
    private readonly Counter<long> _validations;
    private readonly Histogram<double> _sealSeconds;

    public SigningMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("Civic");
        _seals = _meter.CreateCounter<long>("civic.signing.seals",
            description: "Calls to seal, by profile and outcome");
        _validations = _meter.CreateCounter<long>("civic.signing.validations", description: "Validations by verdict");
        _sealSeconds = _meter.CreateHistogram<double>("civic.signing.seal.duration", "s");
    }

    internal void Sealed(string profile, string outcome, TimeSpan took)
    {
        _seals.Add(1, new("profile", profile), new("outcome", outcome));
        _sealSeconds.Record(took.TotalSeconds);
    }

    internal void Validated(string verdict) =>
        _validations.Add(1, new KeyValuePair<string, object?>("verdict", verdict));

    public void Dispose() => _meter.Dispose();
}
