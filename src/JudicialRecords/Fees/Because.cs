using Civic.JudicialRecords.Policies;
using Civic.Shared.Web;

namespace Civic.JudicialRecords.Fees;

/// <summary>The sentences of the trace.</summary>
internal static class Because
{
    internal static readonly Bilingual Base = new("mức phí cho một lần, một người", "fee per time and person");

    internal static readonly Bilingual ExemptExtraCopies = new(
        "người được miễn phí không trả tiền bản giấy thêm (văn bản không quy định, theo cấu hình)",
        "an exempt person pays nothing for extra copies (the text is silent; a switch)");

    internal static readonly Bilingual AgencyPaysNothing = new(
        "cơ quan, tổ chức yêu cầu để thực hiện nhiệm vụ không nộp phí (chưa có nguồn, theo cấu hình)",
        "an agency that asks in its duty pays nothing (without a source; a switch)");

    internal static readonly Bilingual ForeignerFullFee = new(
        "người nước ngoài nộp đủ phí", "a foreigner pays the full fee");

    internal static readonly Bilingual PopulationDown = new(
        "chưa tra cứu được dữ liệu dân cư nên chưa xác định miễn, giảm hay đủ phí",
        "the population register could not be reached, so neither exemption nor the full fee is decided");

    internal static readonly Bilingual NoSupportThen = new(
        "không có nghị quyết hỗ trợ có hiệu lực vào ngày tiếp nhận", "no support was in force on the day of reception");

    internal static readonly Bilingual CityCitizensOnly = new(
        "chỉ hỗ trợ công dân Việt Nam", "support is for Vietnamese citizens only");

    internal static readonly Bilingual CityNotForExempt = new(
        "người đã được miễn phí không thuộc diện hỗ trợ", "who is exempt already is not a case for support");

    internal static readonly Bilingual CityLevelTwo = new(
        "cần tài khoản định danh điện tử mức độ 2", "a level-2 identity account is needed");

    internal static readonly Bilingual CityByVneid = new(
        "chỉ hỗ trợ khi yêu cầu qua VNeID", "support is for requests made through VNeID only");

    internal static Bilingual ClaimNotProved(FeeClass fee) => new(
        $"chưa có dữ liệu chứng minh diện \"{fee.Name().Vi}\"; bộ phận tiếp nhận xem xét giấy tờ trước khi thu phí",
        $"no register proves the class \"{fee.Name().En}\"; reception judges the papers before any payment");

    internal static Bilingual RegisterDown(FeeClass fee) => new(
        $"chưa tra cứu được dữ liệu về diện \"{fee.Name().Vi}\"",
        $"the register of the class \"{fee.Name().En}\" could not be reached");

    internal static Bilingual ExtraCopies(int copies, FeeSchedule schedule) => new(
        $"từ bản thứ {schedule.FreeCopies + 1}: {copies - schedule.FreeCopies} bản x {schedule.ExtraCopy}",
        $"from copy {schedule.FreeCopies + 1} on: {copies - schedule.FreeCopies} x {schedule.ExtraCopy}");

    internal static Bilingual IssuedAnew(string decision) => new(
        "Luật Lý lịch tư pháp, Điều 50: cấp lại để sửa sai sót của cơ quan, không thu phí "
            + $"(Quyết định số {decision})",
        "Law on Judicial Records, Art. 50: issued anew to mend the agency's own error, free of charge "
            + $"(decision {decision})");

    internal static Bilingual Exempt(FeeClass fee) => new($"miễn phí ({fee.Code()}): {fee.Name().Vi}",
        $"exempt ({fee.Code()}): {fee.Name().En}");

    internal static Bilingual Reduced(FeeClass fee) => new($"giảm phí ({fee.Code()}): {fee.Name().Vi}",
        $"reduced ({fee.Code()}): {fee.Name().En}");

    internal static Bilingual CityLevel(ClassOutcome.Settled settled) => settled.Class is { } fee
        ? new($"thành phố hỗ trợ 100% mức phí của diện \"{fee.Name().Vi}\"",
            $"the city pays all of the fee of the class \"{fee.Name().En}\"")
        : new("thành phố hỗ trợ 100% mức phí", "the city pays all of the fee");

    internal static Bilingual CityExtra(CitySupport support) => new(
        $"thành phố hỗ trợ bản giấy thêm, tối đa {support.ExtraCopiesAtMost}",
        $"the city pays for extra copies up to {support.ExtraCopiesAtMost}");

    internal static Bilingual CityResidentsOnly(ResidenceScope scope) => scope == ResidenceScope.PermanentOnly
        ? new("chỉ hỗ trợ người thường trú tại Hà Nội", "support is for permanent residents of Hanoi")
        : new("chỉ hỗ trợ người thường trú hoặc tạm trú tại Hà Nội",
            "support is for permanent or temporary residents of Hanoi");
}
