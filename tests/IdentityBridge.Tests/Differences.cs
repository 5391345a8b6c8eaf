using Civic.IdentityBridge.Matching;
using Civic.IdentityBridge.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Civic.IdentityBridge.Tests;

/// <summary>People of whom the register says otherwise, and what became of them.</summary>
internal static class Differences
{
    internal const string Route = "/population/TraCuuThongTinCongDan";

    internal static readonly (string Person, Finding Finding, string Words)[] Differing =
    [
        ("renamed", Finding.NotOnRecord, "Không tìm thấy trong Cơ sở dữ liệu quốc gia về dân cư"),
        ("reborn", Finding.OtherBirthDate, "Ngày sinh ở nơi đăng nhập khác"),
        ("phuc", Finding.Deceased, "đã mất, nên tài khoản không mở được"),
        ("former", Finding.NumberReplaced, "là số cũ"),
    ];

    /// <summary>A browser that came back from the upstream to the page about the difference.</summary>
    internal static async Task<Browser> AtDifferenceAsync(House house, string person)
    {
        var browser = new Browser();
        await browser.GoAsync(house.Client.AuthorizeAddress(await house.Client.PushAsync()));
        await browser.PressAsync("Persona", person);
        browser.Address.AbsolutePath.ShouldStartWith("/difference/");
        return browser;
    }

    internal static async Task<StoredLink> LinkAsync(House house, string number)
    {
        await using var scope = house.Bridge.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<IdentityDbContext>();
        var id = Shared.Identity.CitizenId.Parse(number);
        var person = await database.Persons.SingleAsync(
            p => p.NationalId == id, TestContext.Current.CancellationToken);
        return await database.AccountLinks.SingleAsync(
            l => l.PersonId == person.Id, TestContext.Current.CancellationToken);
    }
}
