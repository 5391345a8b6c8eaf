using System.Text;
using System.Xml.Linq;
using Civic.HealthRecord.Sources.InsuranceClaims;

namespace Civic.HealthRecord.Tests;

public sealed class ClaimFileTests
{
    private static readonly Dictionary<string, string> Good = new()
    {
        ["MA_LK"] = "LK1",
        ["SO_CCCD"] = "001090999001",
        ["LY_DO_VV"] = "Ho",
        ["CHAN_DOAN_RV"] = "Viêm phế quản cấp",
        ["MA_BENH_CHINH"] = "J20.9",
        ["MA_BENH_KT"] = "I10;E78.5",
        ["NGAY_VAO"] = "202611010800",
        ["NGAY_RA"] = "202611010930",
        ["MA_LOAI_KCB"] = "01",
        ["MA_CSKCB"] = "01901",
    };

    [Fact]
    public void Parse_WholeFile_KeepsCodesAndTimesAsWritten()
    {
        var claim = ClaimFile.Parse(Wrap(Summary([])))!;

        claim.Person.Value.ShouldBe("001090999001");
        claim.Episode.Codes.ShouldBe(["J20.9", "I10", "E78.5"]);
        claim.Episode.CareType.ShouldBe("01");
        claim.Episode.Start.ShouldBe(new DateTimeOffset(2026, 11, 1, 8, 0, 0, TimeSpan.FromHours(7)));
    }

    [Theory]
    [InlineData("NGAY_RA", "202610310000")]
    [InlineData("NGAY_VAO", "20261101")]
    [InlineData("SO_CCCD", "123")]
    [InlineData("MA_BENH_CHINH", "")]
    [InlineData("MA_LK", "")]
    [InlineData("MA_CSKCB", "")]
    public void Parse_ARequiredColumnIsWrong_NothingIsGuessed(string column, string value) =>
        ClaimFile.Parse(Wrap(Summary(new() { [column] = value }))).ShouldBeNull();

    [Fact]
    public void Parse_CutAnywhere_NeverHalfAnEpisode()
    {
        var file = Wrap(Summary([]));

        for (var length = 0; length < file.Length - 2; length += 3)
        {
            ClaimFile.Parse(file[..length]).ShouldBeNull();
        }
    }

    [Fact]
    public void Parse_EntitiesAndForeignRoots_Refused()
    {
        ClaimFile.Parse(Encoding.UTF8.GetBytes(
            "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><GIAMDINHHS>&x;</GIAMDINHHS>")).ShouldBeNull();
        ClaimFile.Parse(Encoding.UTF8.GetBytes("<KHAC/>")).ShouldBeNull();
        ClaimFile.Parse(Wrap(new XElement("KHAC"))).ShouldBeNull();
    }

    [Theory]
    [InlineData("1 viên/lần * 2 lần/ngày * 30 ngày [2 viên/ngày]", 30)]
    [InlineData("1 viên/lần * 1 lần/ngày * 7 ngày", 7)]
    [InlineData("Uống khi đau", null)]
    [InlineData("1 viên * 0 ngày", null)]
    [InlineData("1 viên * 999 ngày", null)]
    public void DaysOf_DoseText_OnlyWhatThePatternSays(string dose, int? days) => DoseText.DaysOf(dose).ShouldBe(days);

    private static XElement Summary(Dictionary<string, string> changes)
    {
        var columns = new Dictionary<string, string>(Good) { ["COT_LA"] = "bỏ qua" };
        foreach (var (column, value) in changes)
        {
            columns[column] = value;
        }

        return new XElement("TONG_HOP", columns.Select(c => new XElement(c.Key, c.Value)));
    }

    private static byte[] Wrap(XElement summary) => Encoding.UTF8.GetBytes(new XElement("GIAMDINHHS",
        new XElement("THONGTINHOSO", new XElement("DANHSACHHOSO", new XElement("HOSO", new XElement("FILEHOSO",
            new XElement("LOAIHOSO", "XML1"),
            new XElement("NOIDUNGFILE", Convert.ToBase64String(Encoding.UTF8.GetBytes(summary.ToString()))))))))
        .ToString(SaveOptions.DisableFormatting));
}
