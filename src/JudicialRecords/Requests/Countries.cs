using System.Collections.Frozen;

namespace Civic.JudicialRecords.Requests;

/// <summary>Vietnamese names of countries by ISO 3166-1 alpha-2, as certificates print a nationality.</summary>
internal static class Countries
{
    private static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["VN"] = "Việt Nam",
        ["AE"] = "Các Tiểu vương quốc Ả Rập Thống nhất",
        ["AR"] = "Ác-hen-ti-na",
        ["AT"] = "Áo",
        ["AU"] = "Ô-xtrây-li-a",
        ["BD"] = "Băng-la-đét",
        ["BE"] = "Bỉ",
        ["BG"] = "Bun-ga-ri",
        ["BR"] = "Bra-xin",
        ["BY"] = "Bê-la-rút",
        ["CA"] = "Ca-na-đa",
        ["CH"] = "Thụy Sĩ",
        ["CN"] = "Trung Quốc",
        ["CU"] = "Cu-ba",
        ["CZ"] = "Séc",
        ["DE"] = "Đức",
        ["DK"] = "Đan Mạch",
        ["EG"] = "Ai Cập",
        ["ES"] = "Tây Ban Nha",
        ["FI"] = "Phần Lan",
        ["FR"] = "Pháp",
        ["GB"] = "Vương quốc Anh",
        ["GR"] = "Hy Lạp",
        ["HU"] = "Hung-ga-ri",
        ["ID"] = "In-đô-nê-xi-a",
        ["IE"] = "Ai-len",
        ["IL"] = "I-xra-en",
        ["IN"] = "Ấn Độ",
        ["IT"] = "I-ta-li-a",
        ["JP"] = "Nhật Bản",
        ["KH"] = "Cam-pu-chia",
        ["KP"] = "Triều Tiên",
        ["KR"] = "Hàn Quốc",
        ["LA"] = "Lào",
        ["MM"] = "Mi-an-ma",
        ["MN"] = "Mông Cổ",
        ["MX"] = "Mê-hi-cô",
        ["MY"] = "Ma-lai-xi-a",
        ["NG"] = "Ni-giê-ri-a",
        ["NL"] = "Hà Lan",
        ["NO"] = "Na Uy",
        ["NZ"] = "Niu Di-lân",
        ["PH"] = "Phi-líp-pin",
        ["PK"] = "Pa-ki-xtan",
        ["PL"] = "Ba Lan",
        ["PT"] = "Bồ Đào Nha",
        ["RO"] = "Ru-ma-ni",
        ["RU"] = "Liên bang Nga",
        ["SE"] = "Thụy Điển",
        ["SG"] = "Xin-ga-po",
        ["SK"] = "Xlô-va-ki-a",
        ["TH"] = "Thái Lan",
        ["TR"] = "Thổ Nhĩ Kỳ",
        ["TW"] = "Đài Loan",
        ["UA"] = "U-crai-na",
        ["US"] = "Hoa Kỳ",
        ["ZA"] = "Nam Phi",
    }.ToFrozenDictionary();

    private static readonly FrozenSet<string> Abroad = Names
        .Where(n => n.Key != "VN")
        .Select(n => n.Value)
        .Concat(["Anh", "Mỹ", "Nga", "Úc"])
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether an address as people write it ends in another country's name.</summary>
    internal static bool IsAbroad(string place)
    {
        var last = place[(place.LastIndexOfAny([',', '-', ';']) + 1)..].Trim().TrimEnd('.');
        const string Country = "nước ";
        return Abroad.Contains(
            last.StartsWith(Country, StringComparison.OrdinalIgnoreCase) ? last[Country.Length..] : last
        ) || Abroad.Contains(place.Trim());
    }

    /// <summary>A country without a name here keeps its code, which is at least not wrong.</summary>
    internal static string VietnameseName(string code) => Names.GetValueOrDefault(code, code);
}
