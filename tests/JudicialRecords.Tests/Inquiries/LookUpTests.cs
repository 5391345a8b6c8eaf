using System.Text.Json.Nodes;
using Civic.JudicialRecords.Delivery.Results;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.Sandbox;
using Civic.Shared.Hosting;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Inquiries;

/// <summary>What the national portal asks, and is answered in its own manner.</summary>
public sealed class LookUpTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task LookUp_FromTheFirstStateToTheResult_SaysWhatIsSentAndNamesNobodyBefore(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        var portal = new ThePortal(house, await house.StartPortalAsync());
        var staff = new StaffSteps(house);
        portal.Breaks(FaultKind.Http5xx);
        var id = await house.SubmittedAsync("binh");
        var code = (await house.DossierAsync(id)).Code;

        var first = await portal.AsksForAsync(code);

        first["TrangThaiHoSo"]!.ToString().ShouldBe("1");
        first["MaTTHC"]!.ToString().ShouldBe("2.000488");
        first["KenhThucHien"]!.ToString().ShouldBe("2");
        first["DanhSachGiayToKetQua"]!.AsArray().ShouldBeEmpty();
        first["TienDo"]![0]!["NoiDungXuLy"]!.ToString().ShouldBe("Mới đăng ký");
        ShouldNameNobody(first, "binh");
        portal.IsWell();
        await portal.IsToldAllAsync();
        await portal.ShouldAgreeAsync(code);
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        await staff.ApprovedAsync(id);
        await house.WaitUntilAsync(id, d => d.PersonSignedAt is not null);
        var approved = await portal.AsksForAsync(code);
        approved["DanhSachGiayToKetQua"]!.AsArray().ShouldBeEmpty("it is not sealed yet");
        approved["ChuHoSo"]!.ToString().ShouldBe(Personas.ById("binh").Name, "it took the dossier");
        await staff.DoesAsync("van-thu", id, "order-seal");
        var dossier = await house.WaitUntilAsync(id, d => d.State == DossierState.Returned);
        await portal.IsToldAllAsync();

        var last = await portal.AsksForAsync(code);

        last["ChuHoSo"]!.ToString().ShouldBe(Personas.ById("binh").Name);
        last["TienDo"]!.AsArray().Select(s => s!["TrangThai"]!.ToString()).ShouldBe(["1", "2", "4", "9", "10"]);
        last["DanhSachGiayToKetQua"]![0]!["TenGiayTo"]!.ToString().ShouldStartWith("Phiếu lý lịch tư pháp số ");
        last.ToJsonString().ShouldNotContain(dossier.PersonNumber.Value);
        await portal.ShouldAgreeAsync(code);
        (await house.QueryAsync(d => d.AuditEvents.CountAsync(e => e.Action == "dossier.looked-up"
            && e.Actor == "national-portal" && e.Subject == code && e.Outcome == "ok"))).ShouldBe(5);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task LookUp_RefusedRequest_IsToldByItsStateAlone(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        var portal = new ThePortal(house, await house.StartPortalAsync());
        portal.Breaks(FaultKind.Http5xx);
        const string Why = "Cần giấy tờ về nơi cư trú của bà Bình";
        var id = await house.SubmittedAsync("binh");
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        await new StaffSteps(house).DoesAsync("tiep-nhan", id, "ask-supplement", reason: Why);

        var told = await portal.AsksForAsync((await house.DossierAsync(id)).Code);

        told["TrangThaiHoSo"]!.ToString().ShouldBe("5");
        told["TienDo"]!.AsArray().Select(s => s!["TrangThai"]!.ToString()).ShouldBe(["1", "5"]);
        told.ToJsonString().ShouldNotContain("giấy tờ về nơi cư trú");
        ShouldNameNobody(told, "binh");
    }

    [Theory]
    [InlineData("""{"MaHoSo":"H26.1-240903-9998"}""", "04", "unknown", "H26.1-240903-9998")]
    [InlineData("""{"MaHoSo":"001099000001"}""", "04", "unknown", "-")]
    [InlineData("""{"MaHoSo":"%"}""", "04", "unknown", "-")]
    [InlineData("""{"MaHoSo":" "}""", "02", "no-code", "-")]
    [InlineData("""{"MaHoSo":["H26.1-240903-0001"]}""", "02", "no-code", "-")]
    [InlineData("""{"MaHoSo":"\ud800"}""", "02", "no-code", "-")]
    [InlineData("{}", "02", "no-code", "-")]
    [InlineData("[]", "01", "unreadable", "-")]
    [InlineData("", "01", "unreadable", "-")]
    [InlineData("""{"MaHoSo":"H26.1-240903-0001" """, "01", "unreadable", "-")]
    [InlineData("""{"MaHoSo":"H26.1-240903-0001","MaHoSo":"H26.1-240903-0002"}""", "01", "unreadable", "-")]
    [InlineData("""{"a":[[[[[[[[[1]]]]]]]]]}""", "01", "unreadable", "-")]
    public async Task LookUp_NothingToFind_IsAnsweredByCodeAndAudited(
        string body, string code, string outcome, string subject)
    {
        await using var house = await StaffHouse.StartAsync();
        var portal = new ThePortal(house, await house.StartPortalAsync());

        var (status, answer) = await portal.AsksAsync(body);

        (status, answer["error_code"]!.ToString()).ShouldBe((200, code));
        answer.ContainsKey("data").ShouldBeFalse();
        answer["message"]!.ToString().ShouldNotBeEmpty();
        var audited = await house.QueryAsync(d => d.AuditEvents.SingleAsync(e => e.Action == "dossier.looked-up"));
        (audited.Actor, audited.Outcome, audited.Subject).ShouldBe(("national-portal", outcome, subject));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task ListProcedures_ConfiguredCode_IsTheOneInDossiersToo(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind, ("Civic:Procedure:Code", "1.001122"));
        var portal = new ThePortal(house, await house.StartPortalAsync());

        var (status, answer) = await portal.AsksAsync("{}", "LayDanhSachTTHC");

        (status, answer["error_code"]!.ToString()).ShouldBe((200, "0"));
        var procedure = answer["data"]!.AsArray().ShouldHaveSingleItem()!;
        procedure["MaTTHC"]!.ToString().ShouldBe("1.001122");
        procedure["TenTTHC"]!.ToString().ShouldContain("lý lịch tư pháp");
        var code = (await house.DossierAsync(await house.SubmittedAsync("binh"))).Code;
        (await portal.AsksForAsync(code))["MaTTHC"]!.ToString().ShouldBe("1.001122");
        (await portal.AsksAsync("7", "LayDanhSachTTHC")).Answer["error_code"]!.ToString().ShouldBe("01");
    }

    [Theory]
    [InlineData("Code", "LLTP")]
    [InlineData("Code", "")]
    [InlineData("Name", " ")]
    public void Options_WrongProcedure_StopTheStart(string member, string value)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new($"Civic:Procedure:{member}", value)]).Build();

        Should.Throw<StartupRefusal>(() => ProcedureOptions.From(configuration)).Message
            .ShouldContain("Civic:Procedure");
    }

    private static void ShouldNameNobody(JsonObject told, string persona)
    {
        told["ChuHoSo"].ShouldBeNull();
        var text = told.ToString();
        text.ShouldNotContain(Personas.ById(persona).Name, Case.Insensitive);
        text.ShouldNotContain(Personas.ById(persona).Number.Value);
    }
}
