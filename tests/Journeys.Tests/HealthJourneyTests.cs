using Civic.Visiting;
using Shouldly;
using Xunit;

namespace Civic.Journeys.Tests;

/// <summary>A citizen reads the own record and lets a clinic read; a clinician of that clinic opens it.</summary>
public sealed class HealthJourneyTests(KeptHouse house)
{
    /// <summary>Clinic of the persona bac-si-2.</summary>
    private const string Clinic = "01902";

    private string Site => house.Addresses["health"];

    [Fact]
    public async Task Health_OnAPhone_ClinicianReadsWhileTheCitizenPermits()
    {
        await using var citizen = await Visitor.NewAsync("health");
        await citizen.GoAndLookAsync(Site, "front");
        await citizen.SignInAsync($"{Site}/ho-so", "an");
        await citizen.LookAsync("record");
        await PermitAsync(citizen);
        await ReadAsync();
        await citizen.GoAndLookAsync($"{Site}/ho-so/ai-da-xem", "readings");
        (await citizen.Page.Locator("main").InnerTextAsync()).ShouldContain("Phòng khám Mẫu số 2");
        await citizen.Page.GotoAsync($"{Site}/ho-so/dong-y");
        await citizen.PressAsync($"a[href='/ho-so/dong-y/{Clinic}/rut']");
        await citizen.LookAsync("withdraw");
        await citizen.PressAsync("main form button[type=submit]");
        await citizen.LookAsync("withdrawn");

        (await citizen.Page.Locator($"a[href='/ho-so/dong-y/{Clinic}']").CountAsync()).ShouldBe(1);
        citizen.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Health_OnAPhone_EveryPageOfTheRecordCanBeRead()
    {
        await using var citizen = await Visitor.NewAsync("record");
        await citizen.SignInAsync($"{Site}/ho-so", "an");
        await citizen.LookAsync("record");
        await citizen.PressAsync("a[href^='/ho-so/luot-kham/'] >> nth=0");
        await citizen.LookAsync("visit");
        await citizen.GoAndLookAsync($"{Site}/ho-so/tiem-chung", "vaccinations");
        await citizen.GoAndLookAsync($"{Site}/ho-so/tom-tat", "signed-summaries");
        await citizen.GoAndLookAsync($"{Site}/ho-so/ai-da-xem", "readings");
        await citizen.PressAsync("form[action='/language'] button");
        await citizen.LookAsync("readings-in-english");
        citizen.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Health_OnAPhone_AParentReadsTheChildsRecord()
    {
        await using var parent = await Visitor.NewAsync("parent");
        await parent.Page.GotoAsync(Site);
        await parent.PressAsync("a[href^='/sign-in?forChild=true']");
        await parent.PressAsync("button[value=minh]");
        var child = Sandbox.Personas.ById("be-na");
        await parent.Page.FillAsync("#Number", child.Number.Value);
        await parent.Page.FillAsync("#Name", child.Name);
        await parent.Page.FillAsync("#BirthDate", "03/04/2017");
        await parent.PressAsync("button[value=child]");
        await parent.PressAsync("button[value=approve]");
        await parent.LookAsync("record");
        await parent.GoAndLookAsync($"{Site}/ho-so/dong-y/{Clinic}", "permit");
        await parent.GoAndLookAsync($"{Site}/ho-so/ai-da-xem", "readings");

        (await parent.Page.Locator("#for-child").InnerTextAsync()).ShouldContain(child.Name);
        (await parent.Page.Locator("#representatives").CountAsync()).ShouldBe(1);
        parent.Complaints.ShouldBeEmpty();
    }

    private async Task PermitAsync(Visitor citizen)
    {
        await citizen.GoAndLookAsync($"{Site}/ho-so/dong-y", "permissions");
        await citizen.PressAsync($"a[href='/ho-so/dong-y/{Clinic}']");
        await citizen.LookAsync("permit");
        await citizen.PressAsync("main form button[type=submit]");
        await citizen.LookAsync("permit-without-agreeing");
        await citizen.Page.CheckAsync("#Agreed");
        await citizen.PressAsync("main form button[type=submit]");
        await citizen.LookAsync("permitted");
    }

    private async Task ReadAsync()
    {
        await using var clinician = await Visitor.NewAsync("clinician");
        await clinician.SignInAsync($"{Site}/phong-kham", "bac-si-2");
        await clinician.LookAsync("patients");
        // Others may permit this clinic, too.
        var patient = Sandbox.Personas.ById("an").Name;
        await clinician.PressAsync($"main .civic-card:has-text('{patient}') button[type=submit]");
        await clinician.LookAsync("record");
        (await clinician.Page.Locator("h1").InnerTextAsync()).ShouldBe(patient);
        clinician.Complaints.ShouldBeEmpty();
    }
}
