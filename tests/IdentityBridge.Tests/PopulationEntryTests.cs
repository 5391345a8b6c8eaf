using System.Xml.Linq;
using Civic.IdentityBridge.Matching;
using Shouldly;
using Xunit;
using static Civic.Shared.Registers.PopulationService;

namespace Civic.IdentityBridge.Tests;

/// <summary>An entry with an impossible birth date is no answer, and nobody's login breaks on it.</summary>
public sealed class PopulationEntryTests
{
    [Theory]
    [InlineData("19900314", 1990)]
    [InlineData("1990", 1990)]
    public void Of_BirthDateOrYear_IsRead(string date, int year) =>
        PopulationEntry.Of(Born("NgayThangNam", date)).BirthYear.ShouldBe(year);

    [Theory]
    [InlineData("NgayThangNam", "")]
    [InlineData("NgayThangNam", "năm")]
    [InlineData("Nam", "")]
    [InlineData("Thang", "1990")]
    public void Of_BirthDateIsImpossible_IsAFormatException(string element, string date) =>
        Should.Throw<FormatException>(() => PopulationEntry.Of(Born(element, date)));

    private static XElement Born(string element, string date) => new(
        Person + "CongDan", new XElement(Person + "SoDinhDanh", "001090999001"),
        new XElement(Person + "HoVaTen", "Nguyễn Văn An"),
        new XElement(Person + "NgayThangNamSinh", new XElement(Person + element, date)));
}
