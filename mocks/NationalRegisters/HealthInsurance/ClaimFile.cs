using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Civic.Sandbox;

namespace Civic.NationalRegisters.HealthInsurance;

/// <summary>One episode as it lies on the gateway: GIAMDINHHS with the tables XML1 to XML4, each in base64.</summary>
internal static class ClaimFile
{
    private const int Insured = 80;

    internal static byte[] Write(Persona person, Visit visit, DateTimeOffset today)
    {
        var start = today.AddDays(-visit.DaysAgo).AddHours(8).AddMinutes(15);
        var key = $"{visit.Facility}{start:yyyyMMdd}{person.Number.Value[^3..]}";
        List<XElement> files =
        [
            File("XML1", Summary(person, visit, key, start)),
            File(
                "XML2",
                Table(
                    "CHITIEU_CHITIET_THUOC",
                    "DSACH_CHI_TIET_THUOC",
                    "CHI_TIET_THUOC",
                    visit.Drugs.Select((d, i) => Row(ClaimTables.Drugs, DrugRow(visit, d, key, i + 1, start)))
                )
            ),
            File(
                "XML3",
                Table(
                    "CHITIEU_CHITIET_DVKT_VTYT",
                    "DSACH_CHI_TIET_DVKT",
                    "CHI_TIET_DVKT",
                    visit.Services.Select((s, i) => Row(ClaimTables.Services, ServiceRow(visit, s, key, i + 1, start)))
                )
            ),
        ];
        // XML4 is sent only when tests were done.
        if (visit.Results.Length > 0)
        {
            files.Add(
                File(
                    "XML4",
                    Table(
                        "CHITIEU_CHITIET_DICHVUCANLAMSANG",
                        "DSACH_CHI_TIET_CLS",
                        "CHI_TIET_CLS",
                        visit.Results.Select((r, i) => Row(ClaimTables.Results, ResultRow(r, key, i + 1, start)))
                    )
                )
            );
        }

        var envelope = new XElement(
            "GIAMDINHHS",
            new XElement("THONGTINDONVI", new XElement("MACSKCB", visit.Facility)),
            new XElement(
                "THONGTINHOSO",
                new XElement("NGAYLAP", today.ToString("yyyyMMdd", CultureInfo.InvariantCulture)),
                new XElement("SOLUONGHOSO", 1),
                new XElement("DANHSACHHOSO", new XElement("HOSO", files))
            ),
            new XElement("CHUKYDONVI")
        );
        return Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + envelope);
    }

    private static XElement File(string kind, XElement content) =>
        new(
            "FILEHOSO",
            new XElement("LOAIHOSO", kind),
            new XElement(
                "NOIDUNGFILE",
                Convert.ToBase64String(Encoding.UTF8.GetBytes(content.ToString(SaveOptions.DisableFormatting)))
            )
        );

    private static XElement Table(string root, string list, string row, IEnumerable<IEnumerable<XElement>> rows) =>
        new(root, new XElement(list, rows.Select(r => new XElement(row, r))));

    private static IEnumerable<XElement> Row(string[] columns, Dictionary<string, object> values) =>
        columns.Select(c => new XElement(c, values.TryGetValue(c, out var value) ? Text(value) : ""));

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private static XElement Summary(Persona person, Visit visit, string key, DateTimeOffset start)
    {
        var values = Stay(person, visit, key, start);
        foreach (var (column, amount) in Costs(visit))
        {
            values[column] = amount;
        }

        return new XElement("TONG_HOP", Row(ClaimTables.Summary, values));
    }

    private static Dictionary<string, object> Stay(Persona person, Visit visit, string key, DateTimeOffset start)
    {
        var end = start.AddDays(visit.Days).AddHours(1);
        return new()
        {
            ["MA_LK"] = key,
            ["STT"] = 1,
            ["MA_BN"] = $"BN{person.Number.Value[^3..]}",
            ["HO_TEN"] = person.Name,
            ["SO_CCCD"] = person.Number.Value,
            ["NGAY_SINH"] = person.IsBirthDayKnown
                ? $"{person.BirthDate:yyyyMMdd}0000" : $"{person.BirthDate:yyyy}00000000",
            ["GIOI_TINH"] = person.IsMale ? 1 : 2,
            ["MA_QUOCTICH"] = "000",
            ["MA_DANTOC"] = "01",
            ["MA_NGHE_NGHIEP"] = "00000",
            ["DIA_CHI"] = person.Permanent?.Full ?? person.Temporary?.Full ?? "",
            ["MATINH_CU_TRU"] = "01",
            ["MAHUYEN_CU_TRU"] = "002",
            ["MAXA_CU_TRU"] = "00055",
            // Since Decree 188/2025/NĐ-CP the personal number also serves as the card's number.
            ["MA_THE_BHYT"] = person.Number.Value,
            ["MA_DKBD"] = "01901",
            ["LY_DO_VV"] = visit.Reason,
            ["CHAN_DOAN_VAO"] = visit.Diagnosis,
            ["CHAN_DOAN_RV"] = visit.Diagnosis,
            ["MA_BENH_CHINH"] = visit.MainCode,
            ["MA_BENH_KT"] = visit.OtherCodes,
            ["MA_DOITUONG_KCB"] = "1.1",
            ["NGAY_VAO"] = Minute(start),
            ["NGAY_RA"] = Minute(end),
            ["SO_NGAY_DTRI"] = visit.Days + 1,
            ["KET_QUA_DTRI"] = 2,
            ["MA_LOAI_RV"] = 1,
            ["GHI_CHU"] = visit.Advice,
            ["NGAY_TTOAN"] = Minute(end.AddMinutes(20)),
            ["NAM_QT"] = end.Year,
            ["THANG_QT"] = end.Month,
            ["MA_LOAI_KCB"] = visit.CareType,
            ["MA_KHOA"] = "K01",
            ["MA_CSKCB"] = visit.Facility,
            ["CAN_NANG"] = visit.Weight,
            ["MA_HSBA"] = $"HS{key}",
        };
    }

    private static Dictionary<string, object> Costs(Visit visit)
    {
        var drugs = visit.Drugs.Sum(d => d.Price * d.Quantity);
        var total = drugs + visit.Services.Sum(s => s.Price);
        return new()
        {
            ["T_THUOC"] = drugs,
            ["T_VTYT"] = 0,
            ["T_TONGCHI_BV"] = total,
            ["T_TONGCHI_BH"] = total,
            ["T_BNTT"] = 0,
            ["T_BNCCT"] = total - ByInsurance(total),
            ["T_BHTT"] = ByInsurance(total),
            ["T_NGUONKHAC"] = 0,
            ["T_BHTT_GDV"] = 0,
        };
    }

    private static Dictionary<string, object> DrugRow(
        Visit visit,
        Drug drug,
        string key,
        int number,
        DateTimeOffset start
    )
    {
        var amount = drug.Price * drug.Quantity;
        return new()
        {
            ["MA_LK"] = key,
            ["STT"] = number,
            ["MA_THUOC"] = drug.Code,
            ["MA_NHOM"] = 4,
            ["TEN_THUOC"] = drug.Name,
            ["DON_VI_TINH"] = drug.Unit,
            ["HAM_LUONG"] = drug.Strength,
            ["DUONG_DUNG"] = drug.Route,
            ["LIEU_DUNG"] = drug.Dose,
            ["CACH_DUNG"] = "Uống sau ăn",
            ["TT_THAU"] = "2026;G1;N1",
            ["PHAM_VI"] = 1,
            ["TYLE_TT_BH"] = 100,
            ["SO_LUONG"] = drug.Quantity,
            ["DON_GIA"] = drug.Price,
            ["THANH_TIEN_BV"] = amount,
            ["THANH_TIEN_BH"] = amount,
            ["T_NGUONKHAC_NSNN"] = 0,
            ["T_NGUONKHAC_VTNN"] = 0,
            ["T_NGUONKHAC_VTTN"] = 0,
            ["T_NGUONKHAC_CL"] = 0,
            ["T_NGUONKHAC"] = 0,
            ["MUC_HUONG"] = Insured,
            ["T_BNTT"] = 0,
            ["T_BNCCT"] = amount - ByInsurance(amount),
            ["T_BHTT"] = ByInsurance(amount),
            ["MA_KHOA"] = "K01",
            ["MA_BAC_SI"] = $"{visit.Facility}/CCHN",
            ["NGAY_YL"] = Minute(start.AddMinutes(30)),
            ["NGAY_TH_YL"] = Minute(start.AddMinutes(45)),
            ["MA_PTTT"] = 1,
            ["NGUON_CTRA"] = drug.Source,
        };
    }

    private static Dictionary<string, object> ServiceRow(
        Visit visit,
        Service service,
        string key,
        int number,
        DateTimeOffset start
    ) =>
        new()
        {
            ["MA_LK"] = key,
            ["STT"] = number,
            ["MA_DICH_VU"] = service.Code,
            ["MA_NHOM"] = service.Group,
            ["TEN_DICH_VU"] = service.Name,
            ["DON_VI_TINH"] = "Lần",
            ["PHAM_VI"] = 1,
            ["SO_LUONG"] = 1,
            ["DON_GIA_BV"] = service.Price,
            ["DON_GIA_BH"] = service.Price,
            ["TYLE_TT_DV"] = 100,
            ["TYLE_TT_BH"] = 100,
            ["THANH_TIEN_BV"] = service.Price,
            ["THANH_TIEN_BH"] = service.Price,
            ["MUC_HUONG"] = Insured,
            ["T_NGUONKHAC_NSNN"] = 0,
            ["T_NGUONKHAC_VTNN"] = 0,
            ["T_NGUONKHAC_VTTN"] = 0,
            ["T_NGUONKHAC_CL"] = 0,
            ["T_NGUONKHAC"] = 0,
            ["T_BNTT"] = 0,
            ["T_BNCCT"] = service.Price - ByInsurance(service.Price),
            ["T_BHTT"] = ByInsurance(service.Price),
            ["MA_KHOA"] = "K01",
            ["MA_BAC_SI"] = $"{visit.Facility}/CCHN",
            ["MA_BENH"] = visit.MainCode,
            ["NGAY_YL"] = Minute(start.AddMinutes(5)),
            ["NGAY_TH_YL"] = Minute(start.AddMinutes(10)),
            ["NGAY_KQ"] = Minute(start.AddMinutes(25)),
            ["MA_PTTT"] = 1,
        };

    private static Dictionary<string, object> ResultRow(Result result, string key, int number, DateTimeOffset start) =>
        new()
        {
            ["MA_LK"] = key,
            ["STT"] = number,
            ["MA_DICH_VU"] = result.Service,
            ["MA_CHI_SO"] = result.Index,
            ["TEN_CHI_SO"] = result.Name,
            ["GIA_TRI"] = result.Value,
            ["DON_VI_DO"] = result.Unit,
            ["KET_LUAN"] = result.Conclusion,
            ["NGAY_KQ"] = Minute(start.AddMinutes(25)),
        };

    private static decimal ByInsurance(decimal amount) => amount * Insured / 100;

    private static string Minute(DateTimeOffset time) => time.ToString("yyyyMMddHHmm", CultureInfo.InvariantCulture);
}
