using System.Diagnostics;
using Civic.JudicialRecords.Expungement;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Records;
using Civic.JudicialRecords.Requests;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Certificates;

/// <summary>What a certificate is made of; everything on it comes from here.</summary>
internal sealed record CertificateFacts
{
    public required Declaration Declaration { get; init; }

    /// <summary>As of the day of signing, by the rules or by the officer's kept decisions; each settled.</summary>
    public required IReadOnlyList<JudgmentFinding> Findings { get; init; }

    public required IReadOnlyList<BusinessBan> Bans { get; init; }

    public required string Number { get; init; }

    public required DateOnly IssueDate { get; init; }

    public required PrintedSigner Signer { get; init; }
}

/// <summary>The words of Art. 42 and 43 of the Law on Judicial Records and of the notes to the forms.</summary>
internal static class CertificateWording
{
    internal const string NoConviction = "không có án tích";
    internal const string Conviction = "có án tích";
    internal const string ExpungedConviction = "án tích đã được xóa";
    internal const string NoBan = "không bị cấm đảm nhiệm chức vụ, thành lập, quản lý doanh nghiệp, hợp tác xã";
    internal const string NoResidence = "//";
    private const string None = "không";

    internal static CertificateContent Write(CertificateFacts facts, PolicyPack pack)
    {
        var authority = pack.Authorities.On(facts.IssueDate);
        var forms = pack.Forms.On(facts.IssueDate);
        var second = facts.Declaration.Kind == CertificateKind.Number2;
        var judgments = JudgmentsFor(facts, second);
        return new CertificateContent
        {
            Kind = facts.Declaration.Kind,
            Form = second ? forms.Number2 : forms.Number1,
            HeaderLines = [.. authority.HeaderLines],
            Number = facts.Number,
            Place = authority.Place,
            IssueDate = facts.IssueDate,
            Person = Person(facts.Declaration.Person, second),
            RecordStatus = RecordStatus(facts.Declaration.Kind, facts.Findings),
            Judgments = judgments,
            Ban = second || facts.Declaration.ConfirmBan ? Ban(facts) : null,
            Signer = facts.Signer,
        };
    }

    internal static string RecordStatus(CertificateKind kind, IEnumerable<JudgmentFinding> findings) =>
        findings.Any(IsActive) ? Conviction
        : kind == CertificateKind.Number2 && findings.Any(WasRecord) ? ExpungedConviction
        : NoConviction;

    /// <summary>
    /// KT. for a deputy, TUQ. for somebody authorized, nothing for the head (Decree 30/2020, annex I).
    /// </summary>
    internal static PrintedSigner Signer(string name, string staffTitle, IssuingAuthority authority)
    {
        var title = staffTitle.ToUpper(System.Globalization.CultureInfo.GetCultureInfo("vi-VN"));
        return title == authority.HeadTitle ? new([authority.HeadTitle], name)
            : title == authority.DeputyTitle ? new([authority.DeputyPrefix, authority.DeputyTitle], name)
            : new([authority.AuthorizedPrefix, title], name);
    }

    private static PrintedPerson Person(CertifiedPerson person, bool second) =>
        new()
        {
            Name = person.Name.ToUpper(System.Globalization.CultureInfo.GetCultureInfo("vi-VN")),
            Sex = person.IsMale ? "Nam" : "Nữ",
            BirthDate = person.BirthDate.ToVietnamese(),
            Birthplace = person.Birthplace,
            Nationality = Countries.VietnameseName(person.Nationality),
            Papers = $"Số định danh cá nhân {person.Number}",
            PermanentResidence = OrNone(person.PermanentResidence),
            TemporaryResidence = OrNone(person.TemporaryResidence),
            Father = second ? OrNone(person.Father) : null,
            Mother = second ? OrNone(person.Mother) : null,
            Spouse = second ? OrNone(person.Spouse) : null,
        };

    private static string OrNone(string? value) => string.IsNullOrWhiteSpace(value) ? NoResidence : value.Trim();

    /// <summary>
    /// Number 1 lists what is not expunged; number 2 everything but judgments that do not stand (Art. 42, 43).
    /// </summary>
    private static PrintedJudgment[] JudgmentsFor(CertificateFacts facts, bool second) =>
        [
            .. facts
                .Findings.Where(f => f.Standing != JudgmentStanding.Ignored && (second || IsActive(f)))
                .OrderBy(f => f.Judgment.Date)
                .ThenBy(f => f.Judgment.Number, StringComparer.Ordinal)
                .Select(f => Print(f, second)),
        ];

    /// <summary>A judgment that never made a record was never expunged either; its box says so.</summary>
    private static bool WasRecord(JudgmentFinding finding) =>
        finding.Standing is not (JudgmentStanding.Ignored or JudgmentStanding.NoRecord);

    private static bool IsActive(JudgmentFinding finding) => finding.Standing == JudgmentStanding.Active;

    private static PrintedJudgment Print(JudgmentFinding finding, bool second)
    {
        var judgment = finding.Judgment;
        return new PrintedJudgment
        {
            Judgment = $"Bản án số {judgment.Number} ngày {judgment.Date.ToVietnamese()} của {judgment.Court}",
            Offence = string.Join("; ", judgment.Offences.Select(o => $"{o.Name}, {o.Article}")),
            MainPenalty = judgment.Main.Text,
            AdditionalPenalty =
                judgment.Additional.Count == 0 ? None : string.Join("; ", judgment.Additional.Select(a => a.Text)),
            CivilObligation = second ? Obligation(judgment.Civil) : null,
            CourtFee = second ? Obligation(judgment.CourtFee) : null,
            Execution = second ? Execution(judgment.MainCompletion) : null,
            Standing = second ? Standing(finding) : null,
        };
    }

    private static string Obligation(Obligation? obligation) =>
        obligation switch
        {
            null => None,
            { Completion.State: CompletionState.Done, Completion.On: { } on } =>
                $"{obligation.Text} (đã thi hành ngày {on.ToVietnamese()})",
            { Completion.State: CompletionState.NotDone } => $"{obligation.Text} (chưa thi hành)",
            _ => obligation.Text,
        };

    private static string Execution(Completion completion) =>
        completion switch
        {
            { State: CompletionState.Done, On: { } on } =>
                $"đã chấp hành xong hình phạt chính ngày {on.ToVietnamese()}",
            { State: CompletionState.NotDone } => "chưa chấp hành xong hình phạt chính",
            _ => "chưa có thông tin",
        };

    private static string Standing(JudgmentFinding finding) =>
        finding switch
        {
            { Standing: JudgmentStanding.NoRecord } => "không bị coi là có án tích",
            { Standing: JudgmentStanding.Amnestied, End: { } on } => $"được đại xá ngày {on.ToVietnamese()}",
            { Standing: JudgmentStanding.ExpungedAndRecorded or JudgmentStanding.ExpungedByTime, End: { } on } =>
                $"đã được xóa án tích từ ngày {on.ToVietnamese()}",
            { Standing: JudgmentStanding.Active } => "chưa được xóa án tích",
            _ => throw new UnreachableException($"Nothing is certified of a judgment that is {finding.Standing}."),
        };

    private static string[] Ban(CertificateFacts facts)
    {
        var current = facts
            .Bans.Where(b => b.From <= facts.IssueDate && (b.Until is null || facts.IssueDate <= b.Until))
            .OrderBy(b => b.DecisionDate)
            .Select(Ban)
            .ToArray();
        return current.Length > 0 ? current : [NoBan];
    }

    internal static string Ban(BusinessBan ban) =>
        $"{ban.Post}, từ ngày {ban.From.ToVietnamese()}"
        + (ban.Until is { } until ? $" đến ngày {until.ToVietnamese()}" : ", không thời hạn")
        + $" (Quyết định số {ban.DecisionNumber} ngày {ban.DecisionDate.ToVietnamese()} của {ban.Court})";
}
