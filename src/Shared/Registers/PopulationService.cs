using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Civic.Shared.Identity;

namespace Civic.Shared.Registers;

/// <summary>Who asks the population database.</summary>
/// <param name="Agency">MaDonVi.</param>
/// <param name="Account">TaiKhoan.</param>
/// <param name="Client">The caller's name at the national exchange.</param>
public sealed record PopulationCaller(string Agency, string Account, string Credential, string Client);

/// <summary>Whom it is asked about; it matches number, name and birth date together.</summary>
/// <param name="Officer">MaCanBo: who asks.</param>
/// <param name="BirthDay">Null where only the year is known.</param>
public sealed record PopulationQuestion(
    Guid Id, CitizenId Number, string Name, int BirthYear, DateOnly? BirthDay, string Officer)
{
    /// <summary>The number is asked for as one that the person had before.</summary>
    public bool AsFormerNumber { get; init; }
}

/// <summary>
/// Service 037 of the national population database over the national exchange (SOAP 1.1), under the names that the
/// register uses: what all of its callers write and read alike.
/// </summary>
public static class PopulationService
{
    public const string Path = "/population/" + Call;
    public const string MediaType = "text/xml; charset=utf-8";

    /// <summary>Of the elements of an entry.</summary>
    public static readonly XNamespace Person = "http://www.mic.gov.vn/dancu/1.0";

    private const string Call = "TraCuuThongTinCongDan";

    /// <summary>Catalogue code of the service at the exchange (MaDVC) and of our integration (MaTichHop).</summary>
    private const string ServiceCode = "037";

    private static readonly XNamespace Soap = "http://schemas.xmlsoap.org/soap/envelope/";
    private static readonly XNamespace Service = "http://dancuquocgia.bca";

    /// <summary>The exchange takes the credential hashed, so the password itself never travels.</summary>
    public static IReadOnlyList<(string Name, string Value)> Headers(PopulationCaller caller, DateTimeOffset now)
    {
        var hashed = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(caller.Credential)));
        return
        [
            ("SOAPAction", $"\"{Service.NamespaceName}/{Call}\""),
            ("Timestamp", now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)),
            ("X-Road-Client", caller.Client),
            ("Authorization", "Basic "
                + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{caller.Account}:{hashed}"))),
        ];
    }

    public static byte[] Write(PopulationQuestion asked, PopulationCaller caller)
    {
        var fields = new (string Name, object Value)[]
        {
            ("MaYeuCau", asked.Id), ("MaDVC", ServiceCode), ("MaTichHop", ServiceCode), ("MaCanBo", asked.Officer),
            ("MaDonVi", caller.Agency), ("TaiKhoan", caller.Account),
            (asked.AsFormerNumber ? "SoCMND" : "SoDinhDanh", asked.Number.Value), ("HoVaTen", PlainName.Of(asked.Name)),
            ("NgayThangNamSinh", asked.BirthDay is { } day
                ? new XElement(Service + "NgayThangNam", day.ToString("yyyyMMdd", CultureInfo.InvariantCulture))
                : new XElement(Service + "Nam", asked.BirthYear)),
        };
        var envelope = new XElement(Soap + "Envelope", new XElement(Soap + "Body", new XElement(
            Service + Call, fields.Select(f => new XElement(Service + f.Name, f.Value)))));
        using var bytes = new MemoryStream();
        envelope.Save(bytes, SaveOptions.DisableFormatting);
        return bytes.ToArray();
    }

    /// <returns>The entries found, each a CongDan; null where the register answers with a fault.</returns>
    /// <exception cref="XmlException">Not the register's format.</exception>
    public static IReadOnlyList<XElement>? Read(Stream answer)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        using var reader = XmlReader.Create(answer, settings);
        var root = XDocument.Load(reader).Root;
        var content = root?.Name == Soap + "Envelope" ? root.Element(Soap + "Body") : null;
        if (content?.Element(Soap + "Fault") is not null)
        {
            return null;
        }

        var people = content?.Descendants(Person + "CongdanCollection").FirstOrDefault()
            ?? throw new XmlException("The answer holds no CongdanCollection.");
        return [.. people.Elements(Person + "CongDan")];
    }
}
