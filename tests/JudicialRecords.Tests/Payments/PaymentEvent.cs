namespace Civic.JudicialRecords.Tests.Payments;

/// <summary>What may happen around one fee, at the gateway, on the way and at the department.</summary>
public enum PaymentEvent
{
    PaysOnNewestPage,
    PaysOnOldestPage,
    PaysAnotherAmount,
    CancelsAtGateway,
    FailsAtGateway,
    PaysAfterCancelling,
    PaysAfterFailing,
    OpensThePageAgain,
    OldestNoticeArrives,
    NewestNoticeArrives,
    LastNoticeArrivesAgain,
    OldestNoticeIsLost,
    WorkerPolls,
    WorkerRefunds,
    GatewayGivesBackOldest,
    GatewayGivesBackNewest,
    PaysAtTheCounter,
    CounterGivesBack,
    CitizenWithdraws,
    ReceptionRefuses,
    ReceptionAccepts,
    DepartmentTakesItUp,
    PapersAreAskedFor,
    PapersCome,
    OfficerStops,
    ClosedUnpaid,
    ClosedUnanswered,
    DepartmentIssues,
}
