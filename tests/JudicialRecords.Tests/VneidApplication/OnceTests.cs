using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Tests.Attachments;
using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.VneidApplication;

/// <summary>One code, one dossier, one open request per person; and who may call at all.</summary>
public sealed class OnceTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Create_SameBytesAtOnceAndLater_IsOneDossierAndOneAnswer(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        using var caller = new Caller(house, TheClients.Another);
        var request = SomeRequest.Of(await caller.CodeAsync());

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => caller.CreateAsync(request)));

        answers.ShouldAllBe(a => a.StatusCode == "00", answers[0].ErrorDetail);
        (await caller.CreateAsync(request)).ShouldBe(answers[0]);
        (await house.QueryAsync(d => d.Dossiers.CountAsync())).ShouldBe(1);
        (await house.QueryAsync(d => d.VneidPosts.CountAsync())).ShouldBe(1);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Create_OtherBytesUnderOneCode_OnlyOneStandsAndTheOtherReadsTheState(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        using var caller = new Caller(house, TheClients.Another);
        var code = await caller.CodeAsync();
        var requests = new[] { "0912345678", "0987654321" }
            .Select(phone => SomeRequest.Of(code).With("toKhai.nycDienThoai", $"\"{phone}\"")).ToList();

        var answers = await Task.WhenAll(requests.Select(caller.CreateAsync));

        answers.Select(a => a.StatusCode).Order().ShouldBe(["00", "01"]);
        answers.Single(a => a.StatusCode == "01").ErrorDetail.ShouldContain("trạng thái 1");
        (await house.QueryAsync(d => d.Dossiers.CountAsync())).ShouldBe(1);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Create_TwoCodesForOnePersonAtOnce_OneIsTakenAndTheOtherTold(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        using var caller = new Caller(house, TheClients.Another);
        var requests = new[] { await caller.CodeAsync(), await caller.CodeAsync() }
            .Select(code => SomeRequest.Of(code)).ToList();

        var answers = await Task.WhenAll(requests.Select(caller.CreateAsync));

        answers.Select(a => a.StatusCode).Order().ShouldBe(["00", "01"]);
        answers.Single(a => a.StatusCode == "01").ErrorDetail.ShouldContain("đang có một hồ sơ");
        (await house.QueryAsync(d => d.Dossiers.CountAsync())).ShouldBe(1);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Supplement_SameBytesAtOnceAndLater_IsTakenOnce(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        using var caller = new Caller(house, TheClients.Another);
        var paper = $$"""[{"ten":"Sổ","danhSach":[{"duLieu":"{{Convert.ToBase64String(SomeFiles.Pdf)}}"}]}]""";
        var request = SomeRequest.Of(await caller.CodeAsync()).With("giayToDinhKem", paper);
        await caller.CreateAsync(request);
        var id = (await house.QueryAsync(d => d.Dossiers.SingleAsync())).Id;
        await new StaffSteps(house).DoesAsync("tiep-nhan", id, "ask-supplement", reason: "Ghi rõ nơi làm việc");
        (await caller.CreateAsync(request)).StatusCode.ShouldBe("00", "an answer that was lost, no supplement");
        (await house.DossierAsync(id)).State.ShouldBe(DossierState.SupplementAsked);
        (await caller.CreateAsync(request.DeepClone().AsObject().With("moi", "1")))
            .ErrorDetail.ShouldContain("chưa có giấy tờ hay nội dung nào mới");
        (await caller.CreateAsync(request.With("toKhai.loaiPhieu", "2"))).ErrorDetail.ShouldContain("toKhai.loaiPhieu");
        request.With("toKhai.loaiPhieu", "1").With("toKhai.thongTinAnTich", "\"Chưa từng bị kết án\"");

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => caller.CreateAsync(request)));

        answers.ShouldAllBe(a => a.StatusCode == "00", string.Join('|', answers.Select(a => a.ErrorDetail)));
        (await caller.CreateAsync(request)).StatusCode.ShouldBe("00");
        var dossier = await house.DossierAsync(id);
        (dossier.State, dossier.History.Count(h => h.From == DossierState.SupplementAsked))
            .ShouldBe((DossierState.Registered, 1));
        (await house.QueryAsync(d => d.Attachments.CountAsync(a => a.DossierId == id)))
            .ShouldBe(2, "the paper once, and what is stated now");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Supplement_OnePaperAtOnce_IsKeptOnceAndAnsweredAlike(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        using var caller = new Caller(house, TheClients.Another);
        var request = SomeRequest.Of(await caller.CodeAsync());
        await caller.CreateAsync(request);
        var id = (await house.QueryAsync(d => d.Dossiers.SingleAsync())).Id;
        await new StaffSteps(house).DoesAsync("tiep-nhan", id, "ask-supplement", reason: "Thiếu giấy tờ");
        var paper = Convert.ToBase64String(SomeFiles.Jpeg);
        request.With("giayToDinhKem", $$"""[{"ten":"Sổ","danhSach":[{"duLieu":"{{paper}}"}]}]""");

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => caller.CreateAsync(request)));

        answers.ShouldAllBe(a => a.StatusCode == "00", string.Join('|', answers.Select(a => a.ErrorDetail)));
        (await house.QueryAsync(d => d.Attachments.CountAsync(a => a.DossierId == id))).ShouldBe(1);
    }

    [Fact]
    public async Task Create_CodeNotGivenToTheCaller_IsRefused()
    {
        await using var house = await StaffHouse.StartAsync();
        using var caller = new Caller(house, TheClients.Another);
        // Refused, so that it is still to be used.
        var (theirs, _) = await new TheApplication(house).AsksAsync(new { persona = "phuc" });

        foreach (var code in new[] { theirs!, "H26.1-240903-9998", "x" })
        {
            var answer = await caller.CreateAsync(SomeRequest.Of(code, "thao"));
            answer.StatusCode.ShouldBe("01");
            answer.ErrorDetail.ShouldContain("chưa được cấp");
        }

        (await house.QueryAsync(d => d.Dossiers.CountAsync())).ShouldBe(0);

        (await caller.CodeAsync()).ShouldNotBe(await caller.CodeAsync());
    }

    [Theory]
    [InlineData(null, false, HttpStatusCode.Unauthorized, "civic:judicial:token-missing")]
    [InlineData(TheClients.Another, false, HttpStatusCode.Unauthorized, "civic:judicial:invalid-token")]
    [InlineData(TheClients.Clinic, true, HttpStatusCode.Unauthorized, "civic:judicial:invalid-token")]
    public async Task Call_WithoutTheRightToken_IsAProblem(
        string? client, bool isBound, HttpStatusCode status, string type)
    {
        await using var house = await StaffHouse.StartAsync();
        using var caller = new Caller(house, client ?? TheClients.Another);
        var token = client switch
        {
            null => null,
            TheClients.Clinic => await caller.TokenAsync("health.summary.read"),
            _ => await caller.TokenAsync(),
        };

        using var answer = isBound
            ? await caller.SendAsync(HttpMethod.Get, "/LLTP/LayMaHoSo", null, token!)
            : await caller.SendAsBearerAsync("/LLTP/LayMaHoSo", token);

        answer.StatusCode.ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!["type"]!.ToString()
            .ShouldBe(type);
        (await house.QueryAsync(d => d.VneidCodes.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Token_ScopeThatTheClientLacks_IsNotGiven()
    {
        await using var house = await StaffHouse.StartAsync();
        using var clinic = new Caller(house, TheClients.Clinic);

        (await Should.ThrowAsync<InvalidOperationException>(() => clinic.TokenAsync())).Message
            .ShouldContain("invalid_scope");
    }
}
