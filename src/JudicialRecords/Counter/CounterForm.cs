using System.Globalization;
using Civic.JudicialRecords.Requests;
using Civic.Shared.Identity;
using Civic.Shared.Web;

namespace Civic.JudicialRecords.Counter;

/// <summary>Who stands at the counter (or wrote), and for whom; as reception typed it.</summary>
internal sealed class CounterForm
{
    /// <summary>Becomes the dossier's id: entering one form twice makes one dossier.</summary>
    public Guid SubmissionId { get; set; } = Guid.CreateVersion7();

    /// <summary>"counter" or "post"</summary>
    public string? Way { get; set; } = "counter";

    /// <summary>"oneself", "parent", "spouse", "child", "mandate", "agency" or "procedure"</summary>
    public string? Relation { get; set; } = "oneself";

    public string? PersonNumber { get; set; }

    public string? PersonName { get; set; }

    public string? PersonBirthDate { get; set; }

    public string? RequesterNumber { get; set; }

    /// <summary>Of the person who asks, or of the agency.</summary>
    public string? RequesterName { get; set; }

    /// <summary>Only a child needs it: the register names the parents in the child's own entry.</summary>
    public string? RequesterBirthDate { get; set; }

    /// <summary>Papers that show the relation where the register does not.</summary>
    public string? Evidence { get; set; }

    /// <summary>Of the mandate or of the agency's letter.</summary>
    public string? PaperNumber { get; set; }

    public string? PaperDate { get; set; }

    public string? PaperAuthority { get; set; }

    internal Channel Channel => Way == "post" ? Channel.Post : Channel.Counter;

    internal bool IsAgency => Relation is "agency" or "procedure";

    internal static readonly (string Code, Bilingual Name)[] Relations =
    [
        ("oneself", new("Chính người được cấp Phiếu", "The person certified")),
        ("parent", new("Cha hoặc mẹ", "Father or mother")),
        ("spouse", new("Vợ hoặc chồng", "Wife or husband")),
        ("child", new("Con", "Child")),
        ("mandate", new("Người được ủy quyền (Phiếu số 1)", "Holder of a mandate (No. 1)")),
        ("agency", new("Cơ quan, tổ chức (Phiếu số 1)", "Agency or organisation (No. 1)")),
        ("procedure", new("Cơ quan tiến hành tố tụng (Phiếu số 2, 24 giờ)",
            "Agency that conducts proceedings (No. 2, 24 hours)")),
    ];

    /// <summary>Who is certified; problems name the fields as the page does.</summary>
    internal (CitizenId Number, string Name, PartialDate Born)? ReadPerson(List<FormProblem> problems)
    {
        var before = problems.Count;
        var number = ReadNumber(PersonNumber, "PersonNumber", problems);
        if (string.IsNullOrWhiteSpace(PersonName))
        {
            problems.Add(new("PersonName", new("Nhập họ và tên người được cấp Phiếu.", "Enter the person's name.")));
        }

        if (!PartialDate.TryRead(PersonBirthDate, out var born))
        {
            problems.Add(new("PersonBirthDate", new(
                "Nhập ngày sinh dạng NGÀY/THÁNG/NĂM, ví dụ 03/04/2017; chỉ biết năm thì nhập năm.",
                "Enter the date of birth as DAY/MONTH/YEAR, or the year if no more is known.")));
        }

        return problems.Count == before ? (number, PersonName!.Trim(), born) : null;
    }

    /// <summary>Who asks; <paramref name="isMinor"/> tells a minor's parent from an adult's.</summary>
    internal Requester? ReadRequester(
        (CitizenId Number, string Name, PartialDate Born) person, bool isMinor, List<FormProblem> problems)
    {
        var before = problems.Count;
        if (Relation == "oneself")
        {
            return new(person.Number.Value, person.Name, RequesterRelation.Oneself);
        }

        var relation = ReadRelation(isMinor, problems);
        var number = IsAgency ? "" : ReadNumber(RequesterNumber, "RequesterNumber", problems).ToPlain();
        if (string.IsNullOrWhiteSpace(RequesterName))
        {
            problems.Add(new("RequesterName", new(
                "Nhập tên người hoặc cơ quan yêu cầu.", "Enter the name of the person or agency that asks.")));
        }

        var paper = ReadPaper(problems);
        return problems.Count == before
            ? new Requester(number, RequesterName!.Trim(), relation) { Paper = paper, Evidence = Trimmed(Evidence) }
            : null;
    }

    internal PartialDate? RequesterBorn => PartialDate.TryRead(RequesterBirthDate, out var born) ? born : null;

    private RequesterRelation ReadRelation(bool isMinor, List<FormProblem> problems)
    {
        switch (Relation)
        {
            case "parent":
                return isMinor ? RequesterRelation.ParentOfMinor : RequesterRelation.Parent;
            case "spouse":
                return RequesterRelation.Spouse;
            case "child":
                return RequesterRelation.Child;
            case "mandate":
                return RequesterRelation.Mandate;
            case "agency":
                return RequesterRelation.Agency;
            case "procedure":
                return RequesterRelation.ProcedureAgency;
            default:
                problems.Add(new("Relation", new("Chọn người yêu cầu là ai.", "Choose who asks.")));
                return RequesterRelation.Mandate;
        }
    }

    private RequestPaper? ReadPaper(List<FormProblem> problems)
    {
        if (Relation is not ("mandate" or "agency" or "procedure"))
        {
            return null;
        }

        if (string.IsNullOrWhiteSpace(PaperNumber))
        {
            problems.Add(new("PaperNumber", new(
                "Nhập số văn bản ủy quyền hoặc văn bản yêu cầu.", "Enter the number of the mandate or letter.")));
        }

        if (Relation == "mandate" && string.IsNullOrWhiteSpace(PaperAuthority))
        {
            problems.Add(new("PaperAuthority", new(
                "Nhập nơi công chứng, chứng thực; văn bản ủy quyền không công chứng, chứng thực thì không nhận.",
                "Enter who notarized or certified the mandate; one that is neither can't be accepted.")));
        }

        var date = ReadDate(PaperDate, "PaperDate", problems);
        return new(PaperNumber?.Trim() ?? "", date, Relation == "mandate" ? Trimmed(PaperAuthority) : null);
    }

    private static CitizenId ReadNumber(string? text, string field, List<FormProblem> problems)
    {
        if (!CitizenId.TryParse(text?.Replace(" ", "", StringComparison.Ordinal), out var number))
        {
            problems.Add(new(field, new(
                "Nhập số định danh cá nhân: 12 chữ số, ba số đầu là mã tỉnh.",
                "Enter the personal ID number: 12 digits, the first three name the province.")));
        }

        return number;
    }

    private static DateOnly ReadDate(string? text, string field, List<FormProblem> problems)
    {
        if (!DateOnly.TryParseExact(text?.Trim(), ["dd/MM/yyyy", "d/M/yyyy", "yyyy-MM-dd"],
            CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            problems.Add(new(field, new(
                "Nhập ngày dạng NGÀY/THÁNG/NĂM, ví dụ 03/04/2017.", "Enter a date as DAY/MONTH/YEAR.")));
        }

        return date;
    }

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

internal static class PlainNumber
{
    /// <summary>Empty where it was not read.</summary>
    internal static string ToPlain(this CitizenId number) => number == default ? "" : number.Value;
}
