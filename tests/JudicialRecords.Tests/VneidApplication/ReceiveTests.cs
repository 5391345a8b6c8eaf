using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Tests.Attachments;
using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.Sandbox;
using Civic.Shared.Identity;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.VneidApplication;

public sealed class ReceiveTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Ask_CleanAdult_IsAnOrdinaryDossierUpToReception(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        var (app, steps) = (new TheApplication(house), new StaffSteps(house));

        var dossier = await app.TakenAsync(new { persona = "an" });

        (dossier.Channel, dossier.State).ShouldBe((Channel.VneidApplication, DossierState.Registered));
        (dossier.FeeCity, dossier.FeeCitizen).ShouldBe((new Money(200_000), Money.Zero));
        house.Clock.Advance(TimeSpan.FromSeconds(10));
        await steps.DoesAsync("tiep-nhan", dossier.Id, "ask-supplement", reason: "Cần giấy tờ về nơi cư trú");
        (await app.ToldAsync(dossier.Code, DossierState.SupplementAsked)).ShouldBe([1, 5]);
        house.Clock.Advance(TimeSpan.FromSeconds(10));
        var again = await app.TakenAsync(new
        {
            persona = "an",
            code = dossier.Code,
            place = "Hà Nội, Đà Nẵng",
            papers = new[] { Convert.ToBase64String(SomeFiles.Pdf) },
        });
        again.State.ShouldBe(DossierState.Registered);
        (await steps.SeesAsync("tiep-nhan", dossier.Id)).TextOf("#attachments").ShouldContain("to-khai-gui-lai.pdf");
        house.Clock.Advance(TimeSpan.FromSeconds(10));
        await steps.DoesAsync("tiep-nhan", dossier.Id, "accept");
        (await app.ToldAsync(dossier.Code, DossierState.Received)).ShouldBe([1, 5, 1, 2]);
        (await app.DossierAsync(dossier.Code)).DueDate.ShouldNotBeNull();
    }

    /// <summary>Its format has full days only, so that a day stands there which nobody knows.</summary>
    [Fact]
    public async Task Ask_BornInAYear_TheRegistersYearStands()
    {
        await using var house = await StaffHouse.StartAsync();

        var dossier = await new TheApplication(house).TakenAsync(new { persona = "cu-my" });

        Declarations.Of(dossier).Person.BirthDate.ShouldBe(PartialDate.OfYear(1948));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Ask_InTheApplication_IsTheirsHereFromTheNextSignInOn(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        await house.StartMessagesAsync();
        var code = (await new TheApplication(house).TakenAsync(new { persona = "an" })).Code;
        var (other, citizen) = (await house.SignInAsync("ha"), await house.SignInAsync("an"));

        (await other.GoAsync($"{house.Judicial.Address}/requests/{code}")).MustBe(404);
        (await citizen.GoAsync($"{house.Judicial.Address}/requests/{code}")).MustBe().Text.ShouldContain(code);
        var mine = (await citizen.GoAsync($"{house.Judicial.Address}/requests")).MustBe();
        mine.TextsOf("main article h2 a").ShouldBe([code]);
        mine.Text.ShouldContain("gửi từ ứng dụng VNeID");
        for (var i = 0; i < 200 && !await house.QueryAsync(d => d.Messages.AnyAsync(m => m.SentAt != null)); i++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        (await house.QueryAsync(d => d.Messages.CountAsync(m => m.SentAt != null))).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Ask_WorkedOnToTheEnd_ReturnsTheResultUnderTheCodeThatWasGiven()
    {
        await using var house = await StaffHouse.StartAsync();
        var (app, steps) = (new TheApplication(house), new StaffSteps(house));
        var (code, _) = await app.AsksAsync(new { persona = "thao" });
        var id = (await app.DossierAsync(code!)).Id;

        await steps.ApprovedAsync(id);
        await house.WaitUntilAsync(id, d => d.PersonSignedAt is not null);
        await steps.DoesAsync("van-thu", id, "order-seal");
        await house.WaitUntilAsync(id, d => d.State == DossierState.Returned);

        (await app.ToldAsync(code!, DossierState.Returned)).ShouldNotContain(9);
        var told = await house.Vneid.Http.GetStringAsync(
            $"/v2/lyLichTuPhap/ketQua/{code}", TestContext.Current.CancellationToken);
        told.ShouldContain("phieuLLTP");
        (await house.DossierAsync(id)).Code.ShouldBe(code);
    }

    [Fact]
    public async Task Ask_ForOnesChild_TakesNumber2AndChargesNothing()
    {
        await using var house = await StaffHouse.StartAsync();

        var dossier = await new TheApplication(house).TakenAsync(new { persona = "minh", child = "be-na", kind = 2 });

        dossier.PersonNumber.ShouldBe(Personas.ById("be-na").Number);
        dossier.RequesterNumber.ShouldBe(Personas.ById("minh").Number);
        (dossier.Kind, dossier.FeeCitizen, dossier.FeeCity).ShouldBe((CertificateKind.Number2, Money.Zero, Money.Zero));
    }

    [Theory]
    [InlineData("thao", "be-na", "toKhai.thongTinUyQuyen")]
    [InlineData("minh", "dung", "toKhai.nycNgaySinh")]
    [InlineData("phuc", null, "đã mất")]
    public async Task Ask_WhoMayNot_IsTold(string persona, string? child, string says)
    {
        await using var house = await StaffHouse.StartAsync();

        var (_, answers) = await new TheApplication(house).AsksAsync(new { persona, child });

        answers.Single().StatusCode.ShouldBe("01");
        answers.Single().ErrorDetail.ShouldContain(says);
        (await house.QueryAsync(d => d.Dossiers.CountAsync())).ShouldBe(0);
    }

    [Theory]
    [InlineData("maTinh", "\"79\"", "maTinh: ")]
    [InlineData("toKhai", "[]", "toKhai: ")]
    [InlineData("toKhai.loaiPhieu", "3", "toKhai.loaiPhieu: ")]
    [InlineData("toKhai.yeuCauCDNCV", null, "toKhai.yeuCauCDNCV: ")]
    [InlineData("toKhai.nycHoTen", "{}", "toKhai.nycHoTen: ")]
    [InlineData("toKhai.nycNgaySinh", "\"1990-03-14\"", "toKhai.nycNgaySinh: ")]
    [InlineData("toKhai.nycSoGiayTo", "\"123456789\"", "toKhai.nycSoGiayTo: ")]
    [InlineData("toKhai.nycSoGiayTo", "\"001192999006\"", "toKhai.nycSoGiayTo: ")]
    [InlineData("toKhai.nycDienThoai", "\"1\"", "toKhai.nycDienThoai: ")]
    [InlineData("toKhai.nycNoiSinh", "{}", "toKhai.nycNoiSinh: ")]
    [InlineData("toKhai.maMucDich", null, "toKhai.mucDichKhac: ")]
    [InlineData("toKhai.thongTinAnTich", "\"a\\u0000b\"", "toKhai.thongTinAnTich: ")]
    [InlineData("toKhai.soLuongCap", "-1", "toKhai.soLuongCap: ")]
    [InlineData("toKhai.quaTrinhCTNNNLV", "[{}, 7]", "toKhai.quaTrinhCTNNNLV[1]: ")]
    [InlineData("toKhai.quaTrinhCTNNNLV", "[{\"tuThangNam\":\"13/2000\",\"diaChiCuTru\":\"Hà Nội\"}]",
        "toKhai.quaTrinhCTNNNLV[0].tuThangNam: ")]
    [InlineData("thongTinThanhToan.tongPhi", "5000", "thongTinThanhToan.tongPhi: ")]
    [InlineData("thongTinThanhToan.phiLLTP", "-5", "thongTinThanhToan.phiLLTP: ")]
    [InlineData("giayToDinhKem", "[{\"danhSach\":[{\"duLieu\":\"%%%\"}]}]", "giayToDinhKem[0].danhSach[0].duLieu: ")]
    [InlineData("giayToDinhKem", "[{\"danhSach\":[{\"duLieu\":\"TVo=\"}]}]", "giayToDinhKem: ")]
    public async Task Create_WrongMember_IsNamedByItsPathAndNothingIsMade(string path, string? json, string says)
    {
        await using var house = await StaffHouse.StartAsync();
        using var caller = new Caller(house, TheClients.Another);
        var request = SomeRequest.Of(await caller.CodeAsync());

        var answer = await caller.CreateAsync(request.DeepClone().AsObject().With(path, json));

        answer.StatusCode.ShouldBe("01");
        answer.ErrorDetail.ShouldContain(says);
        (await house.QueryAsync(d => d.Dossiers.CountAsync())).ShouldBe(0);
        (await caller.CreateAsync(request)).StatusCode.ShouldBe("00", "the code is good until it is used");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{}")]
    public async Task Create_NoRequestAtAll_IsRefused(string body)
    {
        await using var house = await StaffHouse.StartAsync();
        using var caller = new Caller(house, TheClients.Another);

        (await caller.CreateAsync(body)).StatusCode.ShouldBe("01");
    }

    [Fact]
    public async Task Create_HalfASurrogatePair_IsNamedAndNoFailure()
    {
        await using var house = await StaffHouse.StartAsync();
        using var caller = new Caller(house, TheClients.Another);
        var request = SomeRequest.Of(await caller.CodeAsync()).ToJsonString();

        var answer = await caller.CreateAsync(request.Replace("0912345678", "\\ud800", StringComparison.Ordinal));

        answer.ErrorDetail.ShouldContain("toKhai.nycDienThoai: ");
    }

    [Fact]
    public async Task Create_RegisterDown_IsAnInterruptionAndGoesOnLater()
    {
        await using var house = await StaffHouse.StartAsync();
        using var caller = new Caller(house, TheClients.Another);
        var request = SomeRequest.Of(await caller.CodeAsync());
        StaffHouse.Break(house.Registers, "/population", FaultKind.Http5xx);

        (await caller.CreateAsync(request)).StatusCode.ShouldBe("03");

        using var reset = await house.Registers.Http.DeleteAsync(
            "/__civic/scenario", TestContext.Current.CancellationToken);
        (await caller.CreateAsync(request)).StatusCode.ShouldBe("00");
    }
}
