using Civic.JudicialRecords.Submission;

namespace Civic.JudicialRecords.VneidApplication;

/// <summary>What the application is told where the person certified was not found.</summary>
internal static class FindingWords
{
    internal static VneidAnswer Of(PersonFound person) => person switch
    {
        PersonFound.RegisterDown => VneidAnswer.Interrupted(
            "cơ sở dữ liệu quốc gia về dân cư chưa trả lời; hãy gửi lại", "the population register does not answer"),
        PersonFound.Incomplete incomplete => VneidAnswer.Refused(
            incomplete.Problems.Select(p => p with { Field = ReceivedRequest.PathOf(p.Field) })),
        PersonFound.Deceased => VneidAnswer.Refused("toKhai.nycSoGiayTo",
            "người này đã mất theo cơ sở dữ liệu dân cư", "this person has died by the population register"),
        PersonFound.NotMatching { Relation: Requests.RequesterRelation.Oneself } => VneidAnswer.Refused(
            "toKhai.nycSoGiayTo",
            "số định danh, họ tên và ngày sinh không khớp cơ sở dữ liệu dân cư",
            "number, name and date of birth do not match the population register"),
        _ => VneidAnswer.Refused("toKhai.thongTinUyQuyen",
            "không tìm thấy con có số định danh, họ tên, ngày sinh này của người yêu cầu",
            "no child of the requester with this number, name and date of birth was found"),
    };
}
