using Civic.Shared.Audit;
using Civic.Signing.Revocation;

namespace Civic.Signing.Seal;

/// <summary>What comes of a call, to be told once its entry is committed.</summary>
/// <param name="Outcome">What to answer.</param>
/// <param name="Entry">Null where there is nothing to keep: a repetition, or a call that was given up.</param>
internal sealed record SealDecision(SealOutcome Outcome, SealEntry? Entry = null);

/// <summary>What is kept of a call: its audit event and, if it was signed, how.</summary>
internal sealed record SealEntry(AuditEvent Event)
{
    public SealRecord? Seal { get; init; }

    /// <summary>What the seal's file holds; each thing is kept once.</summary>
    public IReadOnlyList<EvidenceItem> Evidence { get; init; } = [];
}
