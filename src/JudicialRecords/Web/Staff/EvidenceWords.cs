using Civic.JudicialRecords.Fees;
using Civic.Shared.Identity;
using Civic.Shared.Web;

namespace Civic.JudicialRecords.Web.Staff;

/// <summary>
/// What a line of a fee's trace rests on, in words; traces keep short codes, also those of years ago.
/// </summary>
internal static class EvidenceWords
{
    private const string ChannelMark = "channel: ";

    internal static Bilingual Of(string evidence) => evidence switch
    {
        _ when evidence.StartsWith(ChannelMark, StringComparison.Ordinal)
            && Enum.TryParse<RequestChannel>(evidence[ChannelMark.Length..], out var channel) => Channel(channel),
        "population" => new("cơ sở dữ liệu quốc gia về dân cư", "the population register"),
        "social-policy" => new("cơ sở dữ liệu chính sách xã hội", "the social-policy register"),
        "education" => new("cơ sở dữ liệu giáo dục", "the education register"),
        "VNeID" => new("mức độ tài khoản VNeID", "the level of the VNeID account"),
        "tờ khai" => new("tờ khai", "the declaration"),
        "giấy tờ" => new("giấy tờ", "the papers"),
        _ => new(evidence, evidence),
    };

    internal static Bilingual Channel(RequestChannel channel) => channel switch
    {
        RequestChannel.Counter => new("nộp tại bộ phận tiếp nhận", "brought to the counter"),
        RequestChannel.Post => new("nộp qua bưu điện", "sent by post"),
        RequestChannel.NationalPortal => new(
            "nộp trực tuyến, đăng nhập bằng tài khoản của Cổng Dịch vụ công", "online, by the portal's own login"),
        RequestChannel.Vneid => new("nộp trực tuyến, đăng nhập bằng VNeID", "online, by a VNeID login"),
        RequestChannel.VneidApplication => new("nộp từ ứng dụng VNeID", "sent by the VNeID application"),
        _ => throw new System.Diagnostics.UnreachableException("No such channel."),
    };

    internal static Bilingual Level(AssuranceLevel level) => level switch
    {
        AssuranceLevel.Level1 => new("tài khoản định danh mức độ 01", "an account of level 01"),
        AssuranceLevel.Level2 => new("tài khoản định danh mức độ 02", "an account of level 02"),
        _ => new("không qua tài khoản định danh", "no VNeID account"),
    };
}
