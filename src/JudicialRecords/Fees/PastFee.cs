using Civic.JudicialRecords.Requests;

namespace Civic.JudicialRecords.Fees;

/// <summary>A dossier's fee, and what says whether it was owed in the end.</summary>
internal sealed record PastFee(StoredFee Fee, DossierState State, bool IsOpen)
{
    /// <summary>Refused, withdrawn or stopped for good: the city's part was reversed, so nothing was owed.</summary>
    internal bool EndedWithoutResult => !IsOpen && State is not (DossierState.Done or DossierState.Returned);
}
