using Civic.JudicialRecords.Policies;
using Civic.Shared.Web;

namespace Civic.JudicialRecords.Requests;

/// <summary>
/// Who may ask for whose certificate, of which kind and by which way (Law on Judicial Records Art. 7, 41, 45, 46). A
/// refusal is the answer to everything that is not allowed by name.
/// </summary>
internal static class WhoMayAsk
{
    /// <summary>Below this age a parent acts for the child as identity (Civil Code Art. 21).</summary>
    internal const int AdultFromAge = 18;

    /// <returns>Why not, and what to do instead; null where it is allowed.</returns>
    internal static Bilingual? WhyNot(
        RequesterRelation relation, CertificateKind kind, int age, Channel channel, RequestLimits limits)
    {
        if (relation == RequesterRelation.ParentOfMinor && age >= AdultFromAge)
        {
            return OfAge;
        }

        if (channel.IsOnline() && OnlineWhyNot(relation, age, limits) is { } online)
        {
            return online;
        }

        return (kind, relation) switch
        {
            (CertificateKind.Number1, RequesterRelation.ProcedureAgency) => OnlyNumber2,
            (CertificateKind.Number1, _) => null,
            (_, RequesterRelation.Oneself or RequesterRelation.ProcedureAgency) => null,
            (_, RequesterRelation.ParentOfMinor) when limits.Number2ForMinorByParent => null,
            (_, RequesterRelation.Agency) => OnlyNumber1,
            _ => NeverForAnother,
        };
    }

    private static Bilingual? OnlineWhyNot(RequesterRelation relation, int age, RequestLimits limits) =>
        relation switch
        {
            RequesterRelation.Oneself => null,
            RequesterRelation.ParentOfMinor when age < limits.OwnAccountFromAge => null,
            RequesterRelation.ParentOfMinor => new(
                $"Người từ đủ {limits.OwnAccountFromAge} tuổi tự yêu cầu bằng tài khoản VNeID của mình.",
                $"From the age of {limits.OwnAccountFromAge} a person asks with their own VNeID account."),
            _ => new(
                "Qua VNeID chỉ yêu cầu cho mình hoặc cho con. Người thân, người được ủy quyền nộp tại Bộ phận Một cửa.",
                "Through VNeID one asks for oneself or one's child. Relatives and mandates come to the counter."),
        };

    private static readonly Bilingual NeverForAnother = new(
        "Phiếu số 2 không được yêu cầu thay; hãy chọn Phiếu số 1.",
        "No. 2 can't be asked for on behalf of another; choose No. 1.");

    private static readonly Bilingual OnlyNumber1 = new(
        "Cơ quan, tổ chức chỉ được yêu cầu Phiếu số 1.", "An agency can ask for No. 1 only.");

    private static readonly Bilingual OnlyNumber2 = new(
        "Cơ quan tiến hành tố tụng yêu cầu Phiếu số 2.", "An agency that conducts proceedings asks for No. 2.");

    private static readonly Bilingual OfAge = new(
        "Người này đã đủ 18 tuổi. Chọn quan hệ cha, mẹ của người đã thành niên: chỉ được yêu cầu Phiếu số 1.",
        "This person is of age. Choose parent of an adult: that allows No. 1 only.");
}
