namespace Civic.JudicialRecords.Fees;

/// <summary>What is kept with the dossier: enough to compute the fee again, and what it came to.</summary>
internal sealed record FeeRecord(FeeFacts Facts, FeeAssessment Assessment)
{
    /// <summary>Older re-issues name the decision in their trace only, beside the facts of the first dossier.</summary>
    internal FeeFacts DecidingFacts =>
        Facts.ReissuedBy is null && Assessment.Trace.FirstOrDefault(l => l.Clause == ReissueRules.Clause) is { } line
            ? Facts with { ReissuedBy = line.Evidence }
            : Facts;
}
