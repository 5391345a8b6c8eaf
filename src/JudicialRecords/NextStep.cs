using Civic.JudicialRecords.Requests;

namespace Civic.JudicialRecords;

/// <summary>Whose turn it is. The one place that knows the order of the steps.</summary>
internal enum Turn
{
    /// <summary>Nothing is to be done any more.</summary>
    Nobody,

    /// <summary>The citizen pays or supplements.</summary>
    Citizen,

    /// <summary>Reception judges a claimed class, accepts or refuses.</summary>
    Reception,

    /// <summary>The case officer takes it, fetches the records and prepares the certificate.</summary>
    CaseOfficer,

    /// <summary>The division head checks.</summary>
    DivisionHead,

    /// <summary>The competent person approves.</summary>
    Leader,

    /// <summary>The worker has the competent person's signature made.</summary>
    PersonSignature,

    /// <summary>The clerk orders the agency's seal.</summary>
    Clerk,

    /// <summary>The worker has the agency's seal made and the issuance entered.</summary>
    AgencySeal,

    /// <summary>The worker returns the result.</summary>
    Delivery,
}

internal static class NextStep
{
    internal static Turn Of(IDossierProgress dossier) => dossier switch
    {
        { State: DossierState.PaymentAsked or DossierState.SupplementAsked } => Turn.Citizen,
        { State: DossierState.Registered } => Turn.Reception,
        { State: DossierState.Received } => Turn.CaseOfficer,
        { State: DossierState.InProgress, PreparedAt: null } => Turn.CaseOfficer,
        { State: DossierState.InProgress, CheckedAt: null } => Turn.DivisionHead,
        { State: DossierState.InProgress, ApprovedAt: null } => Turn.Leader,
        { State: DossierState.InProgress, PersonSignedAt: null } => Turn.PersonSignature,
        { State: DossierState.InProgress, SealOrderedAt: null } => Turn.Clerk,
        { State: DossierState.InProgress, SealedAt: null } => Turn.AgencySeal,
        { State: DossierState.Done } => Turn.Delivery,
        _ => Turn.Nobody,
    };
}
