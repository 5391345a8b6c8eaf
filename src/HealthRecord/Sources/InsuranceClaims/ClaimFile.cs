using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Civic.Shared.Identity;

namespace Civic.HealthRecord.Sources.InsuranceClaims;

/// <summary>Whose file it is and what it says, or null for both where it is no claim file.</summary>
internal sealed record ParsedClaim(CitizenId Person, Episode Episode);

/// <summary>
/// Reads a claim file: GIAMDINHHS around the tables XML1 to XML4, each in base64 (document 1245/BHXH-CNTT; tables of
/// Decision 130/QĐ-BYT as changed by 4750/QĐ-BYT). Codes stay strings, unknown columns are passed over.
/// </summary>
internal static class ClaimFile
{
    private const string Minutes = "yyyyMMddHHmm";

    /// <returns>Null where the file does not follow the annex; nothing is guessed from half a file.</returns>
    internal static ParsedClaim? Parse(byte[] file)
    {
        try
        {
            var tables = TablesOf(file);
            return
                tables.TryGetValue("XML1", out var summary)
                && summary.Name == "TONG_HOP"
                && CitizenId.TryParse(Text(summary, "SO_CCCD"), out var person)
                ? new ParsedClaim(person, ReadEpisode(summary, tables))
                : null;
        }
        catch (Exception e) when (e is XmlException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    private static Dictionary<string, XElement> TablesOf(byte[] file)
    {
        var envelope = Load(file);
        if (envelope.Name != "GIAMDINHHS")
        {
            throw new FormatException("The wrapper is not GIAMDINHHS.");
        }

        return envelope
            .Descendants("FILEHOSO")
            .ToDictionary(
                f => Text(f, "LOAIHOSO"),
                f => Load(Convert.FromBase64String(Text(f, "NOIDUNGFILE"))),
                StringComparer.Ordinal
            );
    }

    private static XElement Load(byte[] xml)
    {
        using var reader = XmlReader.Create(
            new MemoryStream(xml),
            new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                MaxCharactersInDocument = 8_000_000,
            }
        );
        return XElement.Load(reader);
    }

    private static Episode ReadEpisode(XElement summary, Dictionary<string, XElement> tables)
    {
        var (start, end) = (Time(summary, "NGAY_VAO"), Time(summary, "NGAY_RA"));
        if (end < start)
        {
            throw new FormatException("NGAY_RA lies before NGAY_VAO.");
        }

        var facility = Required(summary, "MA_CSKCB");
        return new Episode
        {
            Key = $"{facility}-{Required(summary, "MA_LK")}",
            Facility = facility,
            CareType = Required(summary, "MA_LOAI_KCB"),
            Start = start,
            End = end,
            Reason = Text(summary, "LY_DO_VV"),
            Diagnosis = Text(summary, "CHAN_DOAN_RV"),
            Codes = [Required(summary, "MA_BENH_CHINH"), .. List(summary, "MA_BENH_KT")],
            Outcome = Text(summary, "KET_QUA_DTRI"),
            Weight = Text(summary, "CAN_NANG"),
            Advice = Text(summary, "GHI_CHU"),
            Revisits = [.. List(summary, "NGAY_TAI_KHAM").Select(d => DateOnly.ParseExact(d, "yyyyMMdd"))],
            Drugs = [.. Rows(tables, "XML2", "CHI_TIET_THUOC").Select(ReadDrug)],
            Services =
            [
                .. Rows(tables, "XML3", "CHI_TIET_DVKT")
                    .Where(r => Text(r, "TEN_DICH_VU").Length > 0)
                    .Select(r => new PerformedService(Text(r, "TEN_DICH_VU"), Time(r, "NGAY_YL"))),
            ],
            Results = [.. Rows(tables, "XML4", "CHI_TIET_CLS").Select(ReadResult)],
        };
    }

    private static PrescribedDrug ReadDrug(XElement row)
    {
        var (ordered, dose) = (Time(row, "NGAY_YL"), Required(row, "LIEU_DUNG"));
        return new PrescribedDrug(
            Number(row),
            Required(row, "MA_THUOC"),
            Required(row, "TEN_THUOC"),
            Text(row, "HAM_LUONG"),
            dose,
            Text(row, "CACH_DUNG"),
            ordered
        )
        {
            Source = Text(row, "NGUON_CTRA"),
            Until = DoseText.DaysOf(dose) is { } days ? ordered.DateInVietnam().AddDays(days - 1) : null,
        };
    }

    private static TestResult ReadResult(XElement row) =>
        new(
            Number(row),
            Text(row, "MA_CHI_SO"),
            Required(row, "TEN_CHI_SO"),
            Text(row, "GIA_TRI"),
            Text(row, "DON_VI_DO"),
            string.Join(" ", new[] { Text(row, "MO_TA"), Text(row, "KET_LUAN") }.Where(t => t.Length > 0)),
            Time(row, "NGAY_KQ")
        );

    private static IEnumerable<XElement> Rows(Dictionary<string, XElement> tables, string table, string row) =>
        tables.TryGetValue(table, out var content) ? content.Descendants(row) : [];

    private static int Number(XElement row) => int.Parse(Required(row, "STT"), CultureInfo.InvariantCulture);

    private static string Text(XElement row, string column) => row.Element(column)?.Value.Trim() ?? "";

    private static string Required(XElement row, string column) =>
        Text(row, column) is { Length: > 0 } text ? text : throw new FormatException($"{column} is empty.");

    private static string[] List(XElement row, string column) =>
        Text(row, column).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static DateTimeOffset Time(XElement row, string column) =>
        new(DateTime.ParseExact(Required(row, column), Minutes, CultureInfo.InvariantCulture), VietnamTime.Offset);
}
