using Civic.JudicialRecords.Fees;
using Civic.Shared.Identity;
using Civic.Shared.Web;

namespace Civic.JudicialRecords.Policies;

/// <summary>A circular on the fee. Amounts in đồng.</summary>
internal sealed record FeeSchedule : DatedRow
{
    public required Money Base { get; init; }

    public required Money ReducedBase { get; init; }

    /// <summary>For each paper copy past <see cref="FreeCopies"/>.</summary>
    public required Money ExtraCopy { get; init; }

    public required int FreeCopies { get; init; }

    public required IReadOnlyList<FeeClass> Exempt { get; init; }

    public required IReadOnlyList<FeeClass> Reduced { get; init; }

    /// <summary>
    /// Whether an exempt person's extra copies cost nothing (the text is silent; flagged in the trace).
    /// </summary>
    public required bool ExemptExtraCopiesFree { get; init; }

    /// <summary>Whether agencies pay as persons do; our own reading is no, flagged in the trace.</summary>
    public bool AgenciesPay { get; init; }

    /// <summary>EX1 holds below this age.</summary>
    public required int ChildBelowAge { get; init; }

    /// <summary>EX2 holds from this full age on.</summary>
    public required int ElderlyFromAge { get; init; }
}

/// <summary>A resolution of the city that pays the fee in a person's place.</summary>
internal sealed record CitySupport : DatedRow
{
    public required Money Ordinary { get; init; }

    public required Money Reduced { get; init; }

    public required Money ExtraCopiesAtMost { get; init; }

    public required ResidenceScope ResidenceScope { get; init; }

    public required AssuranceLevel FromLevel { get; init; }

    public required IReadOnlyList<RequestChannel> Channels { get; init; }
}

internal enum ResidenceScope
{
    PermanentOnly,
    PermanentOrTemporary,
}

/// <summary>Who issues the certificate: what stands in its header and under its signature.</summary>
internal sealed record IssuingAuthority : DatedRow
{
    public required Bilingual Name { get; init; }

    /// <summary>Lines of the header's left side, the superior body first.</summary>
    public required IReadOnlyList<string> HeaderLines { get; init; }

    /// <summary>Title of the head, as printed ("GIÁM ĐỐC").</summary>
    public required string HeadTitle { get; init; }

    /// <summary>
    /// How the block begins for a deputy ("KT. GIÁM ĐỐC") and by whom it is then signed ("PHÓ GIÁM ĐỐC").
    /// </summary>
    public required string DeputyPrefix { get; init; }

    public required string DeputyTitle { get; init; }

    /// <summary>How the block begins for somebody authorized ("TUQ. GIÁM ĐỐC").</summary>
    public required string AuthorizedPrefix { get; init; }

    /// <summary>Agency code of dossier codes, below the city's root H26.</summary>
    public required string AgencyCode { get; init; }

    /// <summary>What follows the number on a certificate ("LLTP-STP").</summary>
    public required string NumberSuffix { get; init; }

    public required string Place { get; init; }

    /// <summary>Two-digit province code of the administrative catalogue; decides who resides here.</summary>
    public required string ProvinceCode { get; init; }
}

internal enum DayKind
{
    Calendar,
    Working,
}

/// <summary>Time limits of Art. 48.</summary>
internal sealed record DeadlineRule : DatedRow
{
    public required int OrdinaryDays { get; init; }

    public required int ExtendedDays { get; init; }

    public required int UrgentHours { get; init; }

    public required DayKind DayKind { get; init; }
}

/// <summary>Which forms are printed and filled in.</summary>
internal sealed record FormSet : DatedRow
{
    public required string Number1 { get; init; }

    public required string Number2 { get; init; }

    public required string DeclarationSelf { get; init; }

    public required string DeclarationAuthorized { get; init; }
}

/// <summary>Bounds of a request. Days are calendar days.</summary>
internal sealed record RequestLimits : DatedRow
{
    public required int MaxPaperCopies { get; init; }

    /// <summary>A request left unpaid this long is closed.</summary>
    public required int UnpaidDays { get; init; }

    /// <summary>A question to the citizen left unanswered this long closes the request.</summary>
    public required int UnansweredDays { get; init; }

    /// <summary>Register answers older than this are asked again before signing.</summary>
    public required int RegisterAnswerDays { get; init; }

    /// <summary>Below this age a parent asks by VNeID; from it on the person asks alone.</summary>
    public required int OwnAccountFromAge { get; init; }

    public required bool Number2ForMinorByParent { get; init; }

    /// <summary>Only in packs stored before <see cref="RefundRule"/>; they take its place there.</summary>
    public bool? WithdrawalRefundedBeforeProcessing { get; init; }

    /// <summary>
    /// A complaint is answered within so many days (Law on Complaints 02/2011/QH13 Art. 28, unconfirmed).
    /// </summary>
    public int ComplaintDays { get; init; } = 30;

    /// <summary>
    /// A dossier code given out to the VNeID application is good for so many days unless it is used. Unsourced: as long
    /// as our own page keeps a draft, so that both ways leave a person the same time to finish.
    /// </summary>
    public int UnusedCodeDays { get; init; } = 30;

    /// <summary>
    /// For so many days the gateway is asked about an order, also about one that was cancelled or failed, for which it
    /// may have taken money late. Unsourced: a gateway's page is long closed by then.
    /// </summary>
    public int PaymentAskedDays { get; init; } = 60;

    internal TimeSpan UnusedCodeAge => TimeSpan.FromDays(UnusedCodeDays);
}

/// <summary>Whether the fee goes back when a request ends without a certificate.</summary>
internal sealed record RefundRule : DatedRow
{
    /// <summary>State 3.</summary>
    public required bool Refused { get; init; }

    /// <summary>A final state 8.</summary>
    public required bool Stopped { get; init; }

    /// <summary>State 7, before the request came to state 4.</summary>
    public required bool WithdrawnBeforeWork { get; init; }

    /// <summary>State 7, after that.</summary>
    public required bool WithdrawnDuringWork { get; init; }
}

/// <summary>Periods of Art. 70(2) or of Art. 107(2), in months, by the main penalty that was declared.</summary>
internal sealed record PeriodTable
{
    public required int Warning { get; init; }

    /// <summary>Null where the article lists no fine (Art. 71(2)).</summary>
    public required int? Fine { get; init; }

    public required int NonCustodial { get; init; }

    public required int Suspended { get; init; }

    public required int PrisonUpTo5Years { get; init; }

    public required int PrisonUpTo15Years { get; init; }

    public required int PrisonOver15Years { get; init; }

    /// <summary>Life imprisonment or a commuted death penalty; a minor can't be sentenced to either.</summary>
    public int? Life { get; init; }
}

/// <summary>Expungement under the Penal Code, with the switches where authorities disagree (facts 4.4).</summary>
internal sealed record ExpungementRule : DatedRow
{
    public required PeriodTable Adult { get; init; }

    public required PeriodTable Minor { get; init; }

    public required bool UnpaidCourtFeeBlocks { get; init; }

    public required bool UnpaidCivilObligationBlocks { get; init; }

    /// <summary>Whether a new crime that itself leaves no record restarts an older period (Art. 73(2)).</summary>
    public required bool NewCrimeWithoutRecordRestarts { get; init; }

    /// <summary>Whether Art. 107(2) also covers chapters XIII and XXVI.</summary>
    public required bool MinorNationalSecurityAutomatic { get; init; }

    /// <summary>
    /// Whether the penalty to which several judgments were combined (tổng hợp hình phạt) gives the period, instead of
    /// the one that this judgment declared (Art. 73(1)).
    /// </summary>
    public bool CombinedPenaltyCounts { get; init; }

    /// <summary>Whether a conviction is still active on the anniversary that ends the period.</summary>
    public bool LastDayBelongsToPeriod { get; init; }

    /// <summary>
    /// After which the person may ask the court (Art. 71(2)); null where the pack does not say. Told to the officer, no
    /// condition of a certificate.
    /// </summary>
    public PeriodTable? ByCourt { get; init; }

    /// <summary>From this day on what rests on Art. 107 is flagged: the juvenile justice law may replace it.</summary>
    public required DateOnly Article107FlaggedFrom { get; init; }
}
