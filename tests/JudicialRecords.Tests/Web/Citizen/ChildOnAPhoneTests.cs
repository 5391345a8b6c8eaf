using Civic.JudicialRecords.Requests;
using Civic.Sandbox;
using Civic.Shared.Identity;
using Civic.Visiting;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Web.Citizen;

/// <summary>A parent asks for their child (trẻ em), by hand, on a phone; axe looks every page over.</summary>
public sealed class ChildOnAPhoneTests
{
    private static readonly Persona Parent = Personas.ById("minh");
    private static readonly Persona Child = Personas.ById("be-na");

    [Fact]
    public async Task Ask_ForOnesChild_IsProvedAnewSentAndShownAsTheChilds()
    {
        await using var house = await CitizenHouse.StartAsync();
        await using var parent = await Visitor.NewAsync("parent");
        await parent.SignInAsync($"{house.Judicial.Address}/requests/new", Parent.Id);
        await NamesAsync(parent, Child);
        await parent.LookAsync("form");
        var form = await parent.Page.InnerTextAsync("main");
        form.ShouldContain(Child.Name);
        form.ShouldContain("Người chưa đủ 14 tuổi không cần khai quá trình cư trú");
        form.ShouldContain("Con tôi thuộc diện");
        (await parent.Page.Locator("#error-summary").CountAsync()).ShouldBe(0, "nothing was asked yet");

        await FillAndReviewAsync(parent);
        var code = await SendAsync(house, parent);

        var dossier = await house.QueryAsync(d => d.Dossiers.AsNoTracking().SingleAsync());
        (dossier.Code, dossier.PersonNumber, dossier.RequesterNumber, dossier.Kind)
            .ShouldBe((code, Child.Number, Parent.Number, CertificateKind.Number2));
        (dossier.State, dossier.FeeCity, dossier.FeeCitizen)
            .ShouldBe((DossierState.Registered, Money.Zero, Money.Zero), "exempt below 16, not supported by the city");
        await FollowAsync(house, parent);
        parent.Complaints.ShouldBeEmpty();
        foreach (var persona in new[] { Parent, Child })
        {
            parent.Addresses.ShouldAllBe(a => !a.Contains(persona.Number.Value));
            parent.Addresses.ShouldAllBe(a => !Uri.UnescapeDataString(a).Contains(persona.Name));
        }
    }

    [Fact]
    public async Task Ask_ForAChildWhoIsNotTheirsOrTooOld_IsToldWhyAndWhatToDo()
    {
        await using var house = await CitizenHouse.StartAsync();
        house.Clock.Advance(TimeSpan.FromDays(81));
        await using var parent = await Visitor.NewAsync("not-parent");
        await parent.SignInAsync($"{house.Judicial.Address}/requests/new", Parent.Id);

        await NamesAsync(parent, Personas.ById("be-khoi"));
        await parent.LookAsync("not-theirs");
        var page = await parent.Page.InnerTextAsync("main");
        page.ShouldContain("Không tìm thấy con của ông/bà");
        page.ShouldContain("Bộ phận Một cửa");
        (await parent.Page.Locator("button[value=review]").CountAsync()).ShouldBe(0);

        var born = Personas.ById("gia-han").BirthDate;
        born.AddYears(14).ShouldBe(house.Clock.TodayInVietnam(), "14 on this very day");
        await NamesAsync(parent, Personas.ById("gia-han"));
        await parent.LookAsync("too-old");
        (await parent.Page.InnerTextAsync("#error-summary")).ShouldContain("tự yêu cầu bằng tài khoản VNeID của mình");
        (await parent.Page.Locator("button[value=review]").CountAsync()).ShouldBe(0);
        await InEnglishAsync(parent, "too-old-en", "From the age of 14 a person asks with their own VNeID account");
        parent.Complaints.ShouldBeEmpty();
        (await house.QueryAsync(d => d.Dossiers.CountAsync())).ShouldBe(0);
    }

    private static async Task NamesAsync(Visitor parent, Persona child)
    {
        await parent.Page.CheckAsync("input[name='Form.For'][value='child']");
        if (await parent.Page.Locator("#Form_ChildNumber").CountAsync() == 0)
        {
            await parent.PressAsync("button[name=Do][value=person]");
            await parent.LookAsync("whom");
        }

        await parent.Page.FillAsync("#Form_ChildNumber", child.Number.Value);
        await parent.Page.FillAsync("#Form_ChildName", child.Name);
        await parent.Page.FillAsync("#Form_ChildBirthDate", child.BirthDate.ToString("dd/MM/yyyy", null));
        await parent.PressAsync("button[name=Do][value=person]");
    }

    private static async Task FillAndReviewAsync(Visitor parent)
    {
        await parent.PressAsync("button[name=Do][value=review]");
        await parent.LookAsync("form-with-errors");
        foreach (var field in await parent.Page.Locator("#error-summary a").AllAsync())
        {
            (await parent.Page.Locator((await field.GetAttributeAsync("href"))!).CountAsync())
                .ShouldBe(1, "each leads to a field that is there");
        }

        (await parent.Page.Locator("#error-summary a").CountAsync()).ShouldBe(3);
        await parent.Page.CheckAsync("input[name='Form.Kind'][value='2']");
        await parent.Page.CheckAsync("input[name='Form.ConfirmBan'][value='no']");
        await parent.Page.SelectOptionAsync("select[name='Form.Purpose']", "abroad");
        await parent.Page.FillAsync("input[name='Form.Phone']", "0900000001");
        await parent.PressAsync("button[name=Do][value=review]");
        await parent.LookAsync("review");
        var review = await parent.Page.InnerTextAsync("main");
        review.ShouldContain("Ông/bà không phải trả phí");
        review.ShouldContain($"{Child.Name}, {Child.BirthDate:dd/MM/yyyy}");
        review.ShouldContain($"{Parent.Name} (Cha, mẹ của người chưa thành niên)");
    }

    /// <summary>Six minutes after signing in, so that who sends it has to be proved once more.</summary>
    private static async Task<string> SendAsync(CitizenHouse house, Visitor parent)
    {
        house.Clock.Advance(TimeSpan.FromMinutes(6));
        await parent.Page.CheckAsync("#undertaken");
        await parent.PressAsync("#submit button[type=submit]");
        await parent.LookAsync("prove-anew");
        (await house.QueryAsync(d => d.Dossiers.CountAsync())).ShouldBe(0);
        await parent.PressAsync("#sign-in-again");
        await parent.EnterAsync(Parent.Id);
        if (await parent.Page.Locator("button[name=decision]").CountAsync() > 0)
        {
            await parent.PressAsync("button[name=decision][value=approve]");
        }

        (await parent.Page.IsCheckedAsync("#undertaken")).ShouldBeTrue("the tick was kept");
        await parent.PressAsync("#submit button[type=submit]");
        return new Uri(parent.Page.Url).Segments[^1];
    }

    private static async Task FollowAsync(CitizenHouse house, Visitor parent)
    {
        await parent.LookAsync("tracking");
        (await parent.Page.InnerTextAsync("#whom")).ShouldContain(Child.Name);
        await InEnglishAsync(parent, "tracking-en", "To work, study or settle abroad");
        await parent.GoAndLookAsync($"{house.Judicial.Address}/requests", "my-requests");
        var mine = await parent.Page.InnerTextAsync("main article");
        mine.ShouldContain(Child.Name);
        mine.ShouldNotContain(Parent.Name);
        await parent.Page.GotoAsync($"{house.Judicial.Address}/requests/new");
        (await parent.Page.InnerTextAsync("main")).ShouldNotContain(
            "Đang có một hồ sơ chưa xong", Case.Sensitive, "the parent's own request is another");
    }

    /// <summary>The same page in English, and back.</summary>
    private static async Task InEnglishAsync(Visitor parent, string what, string says)
    {
        await parent.PressAsync("button[lang=en]");
        await parent.LookAsync(what);
        (await parent.Page.InnerTextAsync("main")).ShouldContain(says);
        await parent.PressAsync("button[lang=vi]");
    }
}
