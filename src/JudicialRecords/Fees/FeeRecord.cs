namespace Civic.JudicialRecords.Fees;

/// <summary>What is kept with the dossier: enough to compute the fee again, and what it came to.</summary>
internal sealed record FeeRecord(FeeFacts Facts, FeeAssessment Assessment);
