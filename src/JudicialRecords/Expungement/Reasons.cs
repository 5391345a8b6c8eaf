using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Records;
using Civic.Shared.Identity;
using Civic.Shared.Web;

namespace Civic.JudicialRecords.Expungement;

/// <summary>The sentences that explain a result, each under a stable code.</summary>
internal static class Reasons
{
    internal static readonly Finding StateUnknown = Of("state-unknown",
        "chưa rõ bản án đã có hiệu lực pháp luật hay chưa", "it is not known whether the judgment is final");

    internal static readonly Finding ExemptFromPunishment = Of("art-69-2-exempt",
        "Điều 69(2): được miễn hình phạt nên không coi là có án tích", "Art. 69(2): exempt from punishment, no record");

    internal static readonly Finding Negligent = Of("art-69-2-negligent",
        "Điều 69(2): phạm tội ít nghiêm trọng hoặc nghiêm trọng do lỗi vô ý, không coi là có án tích",
        "Art. 69(2): a less serious or serious crime by negligence, no record");

    internal static readonly Finding OffenceUnknown = Of("offence-unknown",
        "chưa đủ thông tin về tội phạm (loại tội, lỗi, ngày phạm tội) để loại trừ Điều 69(2), 107(1)",
        "what is known of the crime (gravity, fault, day) does not rule out Art. 69(2) or 107(1)");

    internal static readonly Finding CourtOnly = Of("art-71-court",
        "Điều 71: tội thuộc Chương XIII hoặc XXVI, chỉ Tòa án quyết định xóa án tích; chưa có quyết định",
        "Art. 71: a crime of chapter XIII or XXVI is expunged by court decision only; there is none");

    internal static readonly Finding StillServing = Of("main-not-done",
        "chưa chấp hành xong hình phạt chính", "the main penalty has not been served");

    internal static readonly Finding CompletionUnknown = Of("main-unknown",
        "chưa rõ ngày chấp hành xong hình phạt chính", "it is not known when the main penalty was served");

    internal static readonly Finding PenaltyUnknown = Of("penalty-unknown",
        "chưa rõ mức hình phạt chính đã tuyên nên chưa xác định được thời hạn",
        "the declared main penalty is not known well enough to give a period");

    internal static Finding Ignored(JudgmentState state) => state switch
    {
        JudgmentState.NotFinal => Of("not-final", "bản án chưa có hiệu lực pháp luật", "the judgment is not final"),
        JudgmentState.Quashed => Of("quashed", "bản án đã bị hủy", "the judgment was quashed"),
        _ => Of("decriminalised", "hành vi không còn là tội phạm", "the act is no longer a crime"),
    };

    internal static Finding JudicialMeasure(Circumstances at) => Article107(at, "art-107-1-c",
        "Điều 107(1)c: người dưới 18 tuổi bị áp dụng biện pháp tư pháp, không coi là có án tích",
        "Art. 107(1)c: a minor under a judicial measure, no record");

    internal static Finding TooYoung(Circumstances at) => Article107(at, "art-107-1",
        "Điều 107(1): người dưới 18 tuổi khi phạm tội, thuộc trường hợp không coi là có án tích",
        "Art. 107(1): a minor at the time of the crime, in a case that leaves no record");

    internal static Finding Amnesty(LegalDocument document) => Of("amnesty",
        $"đã được đại xá ({document.Number}, {document.Date.ToVietnamese()})",
        $"general amnesty ({document.Number}, {document.Date.ToVietnamese()})");

    internal static Finding Recorded(ExpungementDocument document) => Of("recorded",
        $"đã được xóa án tích từ {document.EffectiveOn.ToVietnamese()} theo {document.Number} ({document.Issuer})",
        $"expunged on {document.EffectiveOn.ToVietnamese()} by {document.Number} ({document.Issuer})");

    internal static readonly Finding AgeUnclear = Of("age-unclear",
        "chưa rõ người bị kết án đã đủ 18 tuổi khi phạm tội hay chưa, nên chưa rõ áp dụng Điều 70 hay Điều 107",
        "it is not clear whether the person was 18 at the time of the crime, so whether Art. 70 or 107 applies",
        flag: true);

    internal static Finding MayAskCourt(DateOnly day) => Of("art-71-2-court-from",
        $"Điều 71(2): có thể đề nghị Tòa án xét xóa án tích từ {day.ToVietnamese()}, nếu đủ điều kiện khác",
        $"Art. 71(2): the court may be asked from {day.ToVietnamese()} on, if the other conditions are met");

    internal static Finding Combined(bool counts) => counts
        ? Of("combined-penalty", "thời hạn tính theo hình phạt chung sau khi tổng hợp, theo cấu hình",
            "the period goes by the combined penalty, by configuration", flag: true)
        : Of("declared-penalty", "thời hạn tính theo hình phạt đã tuyên (Điều 73(1)), không theo hình phạt tổng hợp",
            "the period goes by the penalty declared (Art. 73(1)), not by the combined one", flag: true);

    internal static Finding Period(Circumstances at, bool asMinor, DateOnly start, int months)
    {
        var end = start.AddMonths(months).ToVietnamese();
        return asMinor
            ? Article107(at, "art-107-2-period",
                $"Điều 107(2): thời hạn {months} tháng từ {start.ToVietnamese()} đến {end}",
                $"Art. 107(2): {months} months from {start.ToVietnamese()} to {end}")
            : Of("art-70-2-period",
                $"Điều 70(2): thời hạn {months} tháng từ {start.ToVietnamese()} đến {end}",
                $"Art. 70(2): {months} months from {start.ToVietnamese()} to {end}");
    }

    internal static Finding LongerBan(AdditionalPenalty penalty, DateOnly day) => Of("art-70-2-ban",
        $"Điều 70(2): hình phạt bổ sung \"{penalty.Text}\" kéo dài hơn, đến {day.ToVietnamese()}",
        $"Art. 70(2): the additional penalty \"{penalty.Text}\" lasts longer, to {day.ToVietnamese()}");

    internal static Finding NotDone(string what) => Of("not-done",
        $"chưa chấp hành: {what}", $"not carried out: {what}");

    internal static Finding NotKnownDone(string what) => Of("not-known-done",
        $"chưa rõ đã chấp hành hay chưa: {what}", $"not known whether carried out: {what}");

    internal static Finding DoneLate(string what, DateOnly day) => Of("done-late",
        $"chấp hành xong sau thời hạn, ngày {day.ToVietnamese()}: {what}",
        $"carried out after the period, on {day.ToVietnamese()}: {what}", flag: true);

    internal static Finding SwitchedOff(string what) => Of("switched-off",
        $"chưa chấp hành nhưng không cản trở, theo cấu hình: {what}",
        $"not carried out, which does not block by configuration: {what}", flag: true);

    internal static Finding NewCrimeUnclear(JudgmentFacts crime) => Of("new-crime-unclear",
        $"chưa rõ tội phạm mới theo bản án {crime.Number} có làm tính lại thời hạn hay không",
        $"it is not clear whether the crime of judgment {crime.Number} restarts the period");

    internal static Finding NewPenaltyServing(JudgmentFacts crime) => Of("art-73-2-serving",
        $"Điều 73(2): phạm tội mới, chưa chấp hành xong hình phạt của bản án {crime.Number}",
        $"Art. 73(2): a new crime, whose penalty by judgment {crime.Number} is not served");

    internal static Finding Restarted(JudgmentFacts crime, DateOnly day) => Of("art-73-2-restart",
        $"Điều 73(2): phạm tội mới (bản án {crime.Number}), thời hạn tính lại từ {day.ToVietnamese()}",
        $"Art. 73(2): a new crime (judgment {crime.Number}) restarts the period on {day.ToVietnamese()}");

    internal static Finding Outcome(JudgmentStanding standing, DateOnly? end) => standing switch
    {
        JudgmentStanding.ExpungedByTime => Of("expunged-by-time",
            $"đương nhiên được xóa án tích từ {end?.ToVietnamese()}, chưa ghi vào hồ sơ",
            $"expunged by lapse of time on {end?.ToVietnamese()}, not recorded yet"),
        JudgmentStanding.Active when end is { } day => Of("active-until",
            $"còn án tích đến {day.ToVietnamese()}", $"active to {day.ToVietnamese()}"),
        JudgmentStanding.Active => Of("active", "còn án tích", "active"),
        _ => Of("needs-verification", "cần xác minh", "needs verification"),
    };

    internal static Bilingual OfficerBecause(JudgmentFinding finding) => new(
        $"Bản án {finding.Judgment.Number}: {finding.Reasons[^1].Text.Vi}",
        $"Judgment {finding.Judgment.Number}: {finding.Reasons[^1].Text.En}");

    /// <summary>The rule and its switches, as they stood.</summary>
    internal static IReadOnlyList<Bilingual> Rules(ExpungementRule rule, PolicyPack pack)
    {
        var lines = new List<Bilingual> { rule.Basis };
        if (rule.Unconfirmed is { } unconfirmed)
        {
            lines.Add(unconfirmed);
        }

        if (pack.Assumption is { } assumption)
        {
            lines.Add(assumption);
        }

        lines.Add(Switch("án phí chưa nộp cản trở xóa án tích", "unpaid court fees block", rule.UnpaidCourtFeeBlocks));
        lines.Add(Switch("nghĩa vụ dân sự chưa thi hành cản trở xóa án tích", "civil obligations not carried out block",
            rule.UnpaidCivilObligationBlocks));
        lines.Add(Switch("tội mới không để lại án tích vẫn làm tính lại thời hạn",
            "a new crime that leaves no record restarts periods", rule.NewCrimeWithoutRecordRestarts));
        lines.Add(Switch("Điều 107(2) áp dụng cả Chương XIII, XXVI", "Art. 107(2) covers chapters XIII and XXVI",
            rule.MinorNationalSecurityAutomatic));
        lines.Add(Switch("hình phạt tổng hợp quyết định thời hạn", "the combined penalty gives the period",
            rule.CombinedPenaltyCounts));
        lines.Add(Switch("ngày tròn hạn vẫn còn án tích", "still active on the anniversary that ends the period",
            rule.LastDayBelongsToPeriod));
        return lines;
    }

    private static Bilingual Switch(string vi, string en, bool on) =>
        new($"{vi}: {(on ? "có" : "không")}", $"{en}: {(on ? "yes" : "no")}");

    private static Finding Article107(Circumstances at, string code, string vi, string en) =>
        at.AsOf < at.Rule.Article107FlaggedFrom ? Of(code, vi, en) : Of(code,
            vi + "; từ 01/01/2026 cần đối chiếu Luật Tư pháp người chưa thành niên",
            en + "; since 01/01/2026 to be checked against the juvenile justice law", flag: true);

    private static Finding Of(string code, string vi, string en, bool flag = false) => new(code, new(vi, en), flag);
}
