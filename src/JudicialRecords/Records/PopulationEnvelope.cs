using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Records;

/// <summary>The SOAP 1.1 messages of service 037, under the names that the register uses.</summary>
internal static class PopulationEnvelope
{
    internal static readonly XNamespace Soap = "http://schemas.xmlsoap.org/soap/envelope/";
    internal static readonly XNamespace Service = "http://dancuquocgia.bca";
    internal static readonly XNamespace Person = "http://www.mic.gov.vn/dancu/1.0";

    /// <summary>Catalogue code of the service at the exchange (MaDVC) and of our integration (MaTichHop).</summary>
    private const string ServiceCode = "037";

    public static byte[] Write(Guid id, PopulationQuery query, RegisterOptions options)
    {
        var born = query.BirthDate.Day is { } day
            ? new XElement(Service + "NgayThangNam", day.ToString("yyyyMMdd", CultureInfo.InvariantCulture))
            : new XElement(Service + "Nam", query.BirthDate.Year);
        var envelope = new XElement(
            Soap + "Envelope",
            new XElement(Soap + "Body", new XElement(
                Service + "TraCuuThongTinCongDan",
                new XElement(Service + "MaYeuCau", id),
                new XElement(Service + "MaDVC", ServiceCode),
                new XElement(Service + "MaTichHop", ServiceCode),
                new XElement(Service + "MaCanBo", query.Officer),
                new XElement(Service + "MaDonVi", options.Agency),
                new XElement(Service + "TaiKhoan", options.Account),
                new XElement(Service + "SoDinhDanh", query.Number.Value),
                new XElement(Service + "HoVaTen", PlainName.Of(query.Name)),
                new XElement(Service + "NgayThangNamSinh", born))));
        using var bytes = new MemoryStream();
        envelope.Save(bytes, SaveOptions.DisableFormatting);
        return bytes.ToArray();
    }

    /// <exception cref="XmlException">Not the register's format.</exception>
    /// <exception cref="FormatException">A value in it is impossible.</exception>
    public static Reading<PopulationFacts> Read(RegisterBody body, PopulationQuery query)
    {
        var asOf = body.LastModified ?? body.ReceivedAt;
        var content = Load(body.Bytes).Root?.Name == Soap + "Envelope"
            ? Load(body.Bytes).Root!.Element(Soap + "Body")
            : null;
        if (content?.Element(Soap + "Fault") is not null)
        {
            return new Reading<PopulationFacts>.Unusable(UnreachableReason.Refused);
        }

        var collection = content?.Descendants(Person + "CongdanCollection").FirstOrDefault()
            ?? throw new XmlException("The answer holds no CongdanCollection.");
        var people = collection.Elements(Person + "CongDan").Select(PopulationPerson.Read).ToList();
        if (people.Count == 0)
        {
            return new Reading<PopulationFacts>.Nothing(asOf);
        }

        // Several entries for one number, alike or not, are refused as soon as one of them is somebody else.
        return people.All(p => Matches(p, query))
            ? new Reading<PopulationFacts>.Found(people[0], asOf)
            : new Reading<PopulationFacts>.Unusable(UnreachableReason.WrongPerson);
    }

    private static bool Matches(PopulationFacts facts, PopulationQuery query) =>
        facts.Number == query.Number
        && facts.BirthDate.IsCompatibleWith(query.BirthDate)
        && PlainName.Same(facts.Name, query.Name);

    private static XDocument Load(byte[] bytes)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        using var stream = new MemoryStream(bytes);
        using var reader = XmlReader.Create(stream, settings);
        return XDocument.Load(reader);
    }
}
