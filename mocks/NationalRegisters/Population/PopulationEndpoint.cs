using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Civic.Sandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Civic.NationalRegisters.Population;

/// <summary>
/// Service 037 of the population database (SOAP 1.1). Matches number, name and birth date together; scenario kinds:
/// stale (data of a year ago), wrong-person, partial-match (year of birth only), duplicate.
/// </summary>
internal static class PopulationEndpoint
{
    private const string Route = "/population/TraCuuThongTinCongDan";
    private static readonly XNamespace Soap = "http://schemas.xmlsoap.org/soap/envelope/";
    private static readonly XNamespace Service = "http://dancuquocgia.bca";

    internal static void MapPopulation(this IEndpointRouteBuilder app) =>
        app.MapPost(Route, AnswerAsync).AllowAnonymous().DisableAntiforgery();

    private static async Task AnswerAsync(HttpContext http, ScenarioControl control, TimeProvider clock)
    {
        if (
            http.Request.Headers.Authorization.ToString() is not ['B', 'a', 's', 'i', 'c', ' ', ..]
            || !http.Request.Headers.ContainsKey("SOAPAction")
        )
        {
            await FaultAsync(
                http,
                StatusCodes.Status401Unauthorized,
                "Client.Authentication",
                "Credentials are missing."
            );
            return;
        }

        var request = await ReadAsync(http);
        if (request is null || Text(request, "MaYeuCau") is null || Text(request, "MaCanBo") is null)
        {
            await FaultAsync(http, StatusCodes.Status400BadRequest, "Client", "No TraCuuThongTinCongDan request.");
            return;
        }

        var fault = control.Take(
            Route,
            FaultKind.WrongPerson,
            FaultKind.PartialMatch,
            FaultKind.Duplicate,
            FaultKind.Stale
        );
        var person = fault?.Kind == FaultKind.WrongPerson ? SomebodyElse(request) : Find(request);
        var entries =
            person is null ? []
            : fault?.Kind == FaultKind.Duplicate ? new[] { person, person }
            : [person];
        var yearOnly = fault?.Kind == FaultKind.PartialMatch;
        var answer = new XElement(
            Soap + "Envelope",
            new XElement(
                Soap + "Body",
                new XElement(
                    Service + "TraCuuThongTinCongDanResponse",
                    new XElement(Service + "MaYeuCau", Text(request, "MaYeuCau")),
                    new XElement(
                        PersonElement.Namespace + "CongdanCollection",
                        entries.Select(p => PersonElement.Of(p, yearOnly || !p.IsBirthDayKnown))
                    )
                )
            )
        );
        var asOf = clock.GetUtcNow() - (fault?.Kind == FaultKind.Stale ? TimeSpan.FromDays(365) : TimeSpan.Zero);
        http.Response.Headers.LastModified = asOf.ToString("R", CultureInfo.InvariantCulture);
        await WriteAsync(http, StatusCodes.Status200OK, answer);
    }

    private static Persona? Find(XElement request)
    {
        var number = Text(request, "SoDinhDanh");
        var oldNumber = Text(request, "SoCMND");
        var born = request.Element(Service + "NgayThangNamSinh");
        var numbered =
            number is not null ? Personas.ByNumber(number)
            : oldNumber is not null ? Personas.All.FirstOrDefault(p => p.OldNumber == oldNumber)
            : null;
        return numbered is { } p
            && PersonElement.PlainName(p.Name) == Text(request, "HoVaTen")
            && (
                born?.Element(Service + "NgayThangNam")?.Value is { Length: 8 } day
                    && p.BirthDate.ToString("yyyyMMdd", CultureInfo.InvariantCulture) is var known
                    && (p.IsBirthDayKnown ? day == known : day[..4] == known[..4])
                || born?.Element(Service + "Nam")?.Value == p.BirthDate.Year.ToString(CultureInfo.InvariantCulture)
            )
            ? p
            : null;
    }

    private static Persona SomebodyElse(XElement request) =>
        Personas.All.First(p => p.Number.Value != Text(request, "SoDinhDanh"));

    private static string? Text(XElement request, string name) =>
        request.Element(Service + name)?.Value.Trim() is { Length: > 0 } text ? text : null;

    private static async Task<XElement?> ReadAsync(HttpContext http)
    {
        var settings = new XmlReaderSettings
        {
            Async = true,
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
        };
        try
        {
            using var reader = XmlReader.Create(http.Request.Body, settings);
            var document = await XDocument.LoadAsync(reader, LoadOptions.None, http.RequestAborted);
            return document.Root?.Name == Soap + "Envelope"
                ? document.Root.Element(Soap + "Body")?.Element(Service + "TraCuuThongTinCongDan")
                : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static Task FaultAsync(HttpContext http, int status, string code, string text) =>
        WriteAsync(
            http,
            status,
            new XElement(
                Soap + "Envelope",
                new XElement(
                    Soap + "Body",
                    new XElement(Soap + "Fault", new XElement("faultcode", code), new XElement("faultstring", text))
                )
            )
        );

    private static async Task WriteAsync(HttpContext http, int status, XElement envelope)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/xml; charset=utf-8";
        var xml = "<?xml version=\"1.0\" encoding=\"utf-8\"?>" + envelope.ToString(SaveOptions.DisableFormatting);
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(xml), http.RequestAborted);
    }
}
