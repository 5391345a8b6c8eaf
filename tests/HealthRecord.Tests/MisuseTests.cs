using Civic.Testing;
using Microsoft.EntityFrameworkCore;

namespace Civic.HealthRecord.Tests;

/// <summary>A person who reported misuse at the bridge is shown what may have been permitted in their name.</summary>
public sealed class MisuseTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Report_ConsentsOfTheMonthBefore_AreShownToTheOwner(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        using var an = await house.SignedInAsync("an");
        await House.PermitAsync(an, "01902");
        house.Clock.Advance(TimeSpan.FromDays(40));
        using var later = await house.SignedInAsync("an");
        await House.PermitAsync(later, "01901");
        await later.GoAsync("/ho-so/dong-y");
        later.Text.ShouldNotContain("bị mạo danh");

        using var reporting = await house.ReportMisuseAsync("an");

        reporting.Text.ShouldContain("Tài khoản đã khóa theo báo cáo");
        await later.GoAsync(house.Health.Address + "/ho-so");
        later.Address.ToString().ShouldNotStartWith(house.Health.Address);
        (await house.InDatabaseAsync(d => d.MisuseReports.CountAsync())).ShouldBe(1);
        await house.LiftAsync();
        house.Clock.Advance(TimeSpan.FromDays(60));
        using var back = await house.SignedInAsync("an", "/ho-so/dong-y");
        back.Text.ShouldContain("Ông/bà đã báo tài khoản bị mạo danh");
        var notice = back.Text[back.Text.IndexOf("id=\"misuse\"", StringComparison.Ordinal)..];
        notice = notice[..notice.IndexOf("</ul>", StringComparison.Ordinal)];
        notice.ShouldContain("Phòng khám Mẫu số 1");
        notice.ShouldNotContain("Phòng khám Mẫu số 2", Case.Sensitive, "given long before the report");

        await back.SubmitAsync(back.Address.ToString());

        back.Text.ShouldContain("ông/bà đã xem lại");
        back.Text.ShouldNotContain("bị mạo danh");
    }
}
