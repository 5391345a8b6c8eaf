using Civic.JudicialRecords.Certificates;
using Civic.JudicialRecords.Requests;

namespace Civic.JudicialRecords.Tests.Certificates;

internal static class SomeCertificate
{
    internal static readonly DateTimeOffset SigningTime = new(2024, 9, 9, 3, 0, 0, TimeSpan.Zero);

    internal static readonly Uri Verification = new(
        "http://localhost:5004/v/2024-12-LLTP-STP#"
            + new string('a', 90)
            + "."
            + new string('b', 120)
            + "."
            + new string('c', 86)
    );

    internal static CertificateContent Number1() =>
        new()
        {
            Kind = CertificateKind.Number1,
            Form = "06/2024/LLTP",
            HeaderLines = ["ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI", "SỞ TƯ PHÁP"],
            Number = "12/LLTP-STP",
            Place = "Hà Nội",
            IssueDate = new(2024, 9, 9),
            Person = new PrintedPerson
            {
                Name = "NGUYỄN VĂN AN",
                Sex = "Nam",
                BirthDate = "14/03/1990",
                Birthplace = "Thành phố Hà Nội",
                Nationality = "Việt Nam",
                Papers = "Số định danh cá nhân 001090999001",
                PermanentResidence = "Số 12 phố Mẫu, phường Tràng Tiền, quận Hoàn Kiếm, thành phố Hà Nội",
                TemporaryResidence = "//",
            },
            RecordStatus = "không có án tích",
            Judgments = [],
            Ban = ["không bị cấm đảm nhiệm chức vụ, thành lập, quản lý doanh nghiệp, hợp tác xã"],
            Signer = new(["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"], "Tô Văn Thay"),
        };

    internal static CertificateContent Number2() =>
        Number1() with
        {
            Kind = CertificateKind.Number2,
            Form = "07/2024/LLTP",
            Person = Number1().Person with
            {
                Father = "Nguyễn Văn Mẫu",
                Mother = "Nguyễn Thị Mẫu",
                Spouse = "Phạm Thị Hòa",
            },
            RecordStatus = "án tích đã được xóa",
            Judgments =
            [
                new PrintedJudgment
                {
                    Judgment = "Bản án số 45/2015/HS-ST ngày 12/06/2015 của Tòa án nhân dân quận Hoàn Kiếm",
                    Offence = "Trộm cắp tài sản, khoản 1 Điều 138 Bộ luật Hình sự năm 1999",
                    MainPenalty = "12 tháng tù",
                    AdditionalPenalty = "không",
                    CivilObligation = "bồi thường 5.000.000 đồng (đã thi hành xong ngày 01/09/2015)",
                    CourtFee = "200.000 đồng (đã nộp ngày 01/09/2015)",
                    Execution = "đã chấp hành xong hình phạt chính ngày 12/06/2016",
                    Standing = "đã được xóa án tích từ ngày 12/06/2018",
                },
            ],
            Signer = new(["GIÁM ĐỐC"], "Lương Thị Ký"),
        };
}
