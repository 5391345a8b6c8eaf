using System.Globalization;
using System.Xml.Linq;
using Civic.Sandbox;
using Civic.Shared.Hosting;
using Civic.Shared.Identity;
using Civic.Shared.Registers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using static Civic.Shared.Registers.PopulationService;

namespace Civic.IdentityBridge.Tests;

/// <summary>What the register has on one person, as a test says.</summary>
internal sealed record Registered(string Number, string Name, DateOnly Born)
{
    internal string? Father { get; init; }

    internal string? Mother { get; init; }

    internal string? Guardian { get; init; }

    /// <summary>Relatives whom the register has by name alone.</summary>
    internal bool NamesOnly { get; init; }

    internal bool YearOnly { get; init; }

    internal bool Deceased { get; init; }

    internal static Registered Of(string persona)
    {
        var person = Personas.ById(persona);
        return new(person.Number.Value, person.Name, person.BirthDate);
    }

    internal XElement Element() => new(
        Person + "CongDan", Text("SoDinhDanh", Number), FullName(Name), Text("GioiTinh", "2"),
        new XElement(
            Person + "NgayThangNamSinh", Text("Nam", Born.Year.ToString(CultureInfo.InvariantCulture)),
            YearOnly ? null : Text("NgayThangNam", Born.ToString("yyyyMMdd", CultureInfo.InvariantCulture))),
        Relative("Cha", Father), Relative("Me", Mother), Relative("NguoiDaiDien", Guardian),
        Deceased ? Text("NgayMat", "20240201") : null);

    private XElement? Relative(string element, string? number) => number is null ? null : new(
        Person + element, FullName("Người Nào Đó"), NamesOnly ? null : Text("SoDinhDanh", number),
        Text("SoCMND", number));

    private static XElement FullName(string name) => new(
        Person + "HoVaTen", Text("Ho", name.Split(' ')[0]), Text("ChuDem", string.Join(' ', name.Split(' ')[1..^1])),
        Text("Ten", name.Split(' ')[^1]));

    private static XElement Text(string name, string value) => new(Person + name, value);
}

/// <summary>A population register that says what a test has it say, in the form of service 037.</summary>
internal sealed class RegisterByHand
{
    private static readonly XNamespace Soap = "http://schemas.xmlsoap.org/soap/envelope/";

    /// <summary>All of them, several of one number too.</summary>
    internal List<Registered> People { get; } = [];

    internal bool IsDown { get; set; }

    /// <summary>It takes no day into account.</summary>
    internal bool AnswersByYear { get; init; }

    internal int Asked { get; private set; }

    internal ServiceDescription Service => new(
        "registers", _ => { }, app => app.MapPost(PopulationService.Path, (Delegate)AnswerAsync).AllowAnonymous()
            .DisableAntiforgery());

    /// <summary>Puts another entry in the place of those with its number.</summary>
    internal void Now(params Registered[] people)
    {
        foreach (var one in people)
        {
            People.RemoveAll(p => p.Number == one.Number);
        }

        People.AddRange(people);
    }

    private async Task<IResult> AnswerAsync(HttpContext http)
    {
        Asked++;
        if (IsDown)
        {
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        var asked = await XDocument.LoadAsync(http.Request.Body, LoadOptions.None, http.RequestAborted);
        string? Field(string name) => asked.Descendants().FirstOrDefault(e => e.Name.LocalName == name)?.Value;
        var found = People.Where(p => p.Number == Field("SoDinhDanh") && PlainName.Of(p.Name) == Field("HoVaTen")
            && (AnswersByYear || p.YearOnly || Field("NgayThangNam") is null
                ? p.Born.Year.ToString(CultureInfo.InvariantCulture)
                    == (Field("Nam") ?? Field("NgayThangNam")?[..4])
                : p.Born.ToString("yyyyMMdd", CultureInfo.InvariantCulture) == Field("NgayThangNam")));
        var answer = new XElement(Soap + "Envelope", new XElement(
            Soap + "Body", new XElement(Person + "CongdanCollection", found.Select(p => p.Element()))));
        return Results.Text(answer.ToString(SaveOptions.DisableFormatting), "text/xml");
    }
}
