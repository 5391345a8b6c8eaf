using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Civic.JudicialRecords.Certificates;
using Civic.JudicialRecords.Requests;

namespace Civic.Signing.Bench;

/// <summary>What one certificate is rendered from.</summary>
internal sealed record CertificateOrder(CertificateContent Content, Uri Verification, DateTimeOffset SigningTime);

/// <summary>
/// Certificates of people who do not exist, each different in every field that differs in life: six in ten of form 1,
/// the others of form 2, one in twenty with judgments. The same index gives the same certificate.
/// </summary>
internal static class CertificateSource
{
    private static readonly string[] Families = ["NGUYỄN", "TRẦN", "LÊ", "PHẠM", "HOÀNG", "VŨ", "ĐẶNG", "BÙI", "ĐỖ", "NGÔ"];
    private static readonly string[] Middles = ["VĂN", "THỊ", "ĐỨC", "MINH", "NGỌC", "THU", "QUỐC", "HỮU", "KHÁNH", "XUÂN"];
    private static readonly string[] Given =
        ["AN", "BÌNH", "CƯỜNG", "DŨNG", "HƯƠNG", "LỘC", "MAI", "NHUNG", "PHƯỢNG", "QUYẾT", "THẢO", "TUẤN", "YẾN"];
    private static readonly string[] Streets =
        ["phố Huế", "đường Láng", "phố Trần Quốc Hoàn", "đường Giải Phóng", "phố Kim Mã", "ngõ Thổ Quan", "phố Đội Cấn"];
    private static readonly string[] Wards =
        ["phường Dịch Vọng Hậu, quận Cầu Giấy", "phường Phố Huế, quận Hai Bà Trưng", "phường Khương Thượng, quận Đống Đa",
            "xã Kim Chung, huyện Đông Anh", "phường Ngọc Khánh, quận Ba Đình", "phường Mỹ Đình 1, quận Nam Từ Liêm"];
    private static readonly string[] Provinces = ["Hà Nội", "Nghệ An", "Thanh Hóa", "Nam Định", "Thái Bình", "Phú Thọ"];

    internal static CertificateOrder Make(int index)
    {
        var random = new Sequence((ulong)index);
        var second = index % 10 >= 6;
        var number = index + 1;
        var day = new DateOnly(2026, 1, 5).AddDays(index % 300);
        var content = new CertificateContent
        {
            Kind = second ? CertificateKind.Number2 : CertificateKind.Number1,
            Form = second ? "07/2024/LLTP" : "06/2024/LLTP",
            HeaderLines = ["ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI", "SỞ TƯ PHÁP"],
            Number = string.Create(CultureInfo.InvariantCulture, $"{number}/LLTP-STP"),
            Place = "Hà Nội",
            IssueDate = day,
            Person = Person(random, second),
            RecordStatus = index % 20 == 19 ? "có án tích" : "không có án tích",
            Judgments = index % 20 == 19 ? [Judgment(random), Judgment(random)] : [],
            Ban = second || index % 3 == 0
                ? ["không bị cấm đảm nhiệm chức vụ, thành lập, quản lý doanh nghiệp, hợp tác xã"]
                : null,
            Signer = new PrintedSigner(["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"], "Trần Văn Bình"),
        };
        return new CertificateOrder(content, Address(random, number, day),
            new DateTimeOffset(day, new TimeOnly(9, index % 60, index % 59), TimeSpan.FromHours(7)));
    }

    private static PrintedPerson Person(Sequence random, bool second) => new()
    {
        Name = Name(random),
        Sex = random.Next(2) == 0 ? "Nam" : "Nữ",
        BirthDate = Day(random, 1950),
        Birthplace = random.Of(Provinces),
        Nationality = "Việt Nam",
        Papers = $"Số định danh cá nhân 0{random.Digits(11)}",
        PermanentResidence = Home(random),
        TemporaryResidence = random.Next(3) == 0 ? Home(random) : "//",
        Father = second ? Name(random) : null,
        Mother = second ? Name(random) : null,
        Spouse = second ? random.Next(3) == 0 ? "//" : Name(random) : null,
    };

    private static PrintedJudgment Judgment(Sequence random) => new()
    {
        Judgment = $"Bản án số {random.Digits(3)}/20{random.Digits(2)}/HS-ST ngày {Day(random, 1995)} của "
            + "Tòa án nhân dân quận Đống Đa, thành phố Hà Nội",
        Offence = "Trộm cắp tài sản, khoản 1 Điều 173 Bộ luật Hình sự",
        MainPenalty = $"{1 + random.Next(3)} năm {random.Next(12)} tháng tù",
        AdditionalPenalty = "không",
        CivilObligation = $"Bồi thường {random.Digits(2)}.000.000 đồng (đã thi hành ngày {Day(random, 1998)})",
        CourtFee = "200.000 đồng (đã thi hành)",
        Execution = $"đã chấp hành xong hình phạt chính ngày {Day(random, 1999)}",
        Standing = "chưa được xóa án tích",
    };

    /// <summary>As long as the statements that Signing makes: ES256 over number, date and digest.</summary>
    private static Uri Address(Sequence random, int number, DateOnly day)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"2026-{number}-LLTP-STP");
        var header = Part($$"""{"alg":"ES256","kid":"{{Base64Url.EncodeToString(random.Bytes(8))}}","typ":"civic-statement+jwt"}""");
        var payload = Part(string.Create(CultureInfo.InvariantCulture,
            $$"""{"num":"{{text}}","iat_date":"{{day:yyyy-MM-dd}}","dig":"{{Base64Url.EncodeToString(random.Bytes(32))}}"}"""));
        return new Uri($"http://localhost:5004/v/{text}#{header}.{payload}.{Base64Url.EncodeToString(random.Bytes(64))}");
    }

    private static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private static string Name(Sequence random) =>
        $"{random.Of(Families)} {random.Of(Middles)} {random.Of(Middles)} {random.Of(Given)}";

    private static string Home(Sequence random) =>
        $"Số {1 + random.Next(400)} ngõ {1 + random.Next(200)} {random.Of(Streets)}, {random.Of(Wards)}, thành phố Hà Nội";

    private static string Day(Sequence random, int from) => string.Create(CultureInfo.InvariantCulture,
        $"{1 + random.Next(28):00}/{1 + random.Next(12):00}/{from + random.Next(20)}");
}
