using Civic.JudicialRecords.Papers;

namespace Civic.JudicialRecords.Policies;

/// <summary>
/// A standing order: the clerk's key seals these papers without an action for each (Decree 30/2020 Art. 32 leaves the
/// key with the clerk).
/// </summary>
internal sealed record SealingOrder : DatedRow
{
    public required IReadOnlyList<PaperKind> Papers { get; init; }

    /// <summary>What is sealed by itself is cancelled by itself: no receipt waits valid for the clerk.</summary>
    internal bool Covers(PaperKind kind) =>
        Papers.Contains(kind == PaperKind.ReceiptCancellation ? PaperKind.Receipt : kind);
}

/// <summary>Unit, person and time budget of each step of the work.</summary>
internal sealed record StepPlan : DatedRow
{
    public required IReadOnlyList<StepBudget> Steps { get; init; }

    public StepBudget? Find(Turn step) => Steps.FirstOrDefault(s => s.Step == step);
}

/// <param name="Unit">As the directory names it.</param>
/// <param name="Responsible">The office whose bearer answers for the step.</param>
/// <param name="WorkingDays">A step is late on the first working day after so many; 0 is the same day.</param>
internal sealed record StepBudget(Turn Step, string Unit, string Responsible, int WorkingDays);
