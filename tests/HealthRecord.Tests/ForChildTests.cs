using System.Net;
using Civic.HealthRecord.Access;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;

namespace Civic.HealthRecord.Tests;

/// <summary>A parent or guardian reads a child's record: what they see and may do, what is written down.</summary>
public sealed class ForChildTests
{
    private const string Banner = "id=\"for-child\"";

    [Theory, ClassData(typeof(Databases))]
    public async Task Record_OfTheChild_IsShownAsTheirsAndBothAreOnRecord(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        using var own = await house.SignedInAsync("minh");
        own.Text.ShouldNotContain(Banner);

        using var parent = await house.SignedInForAsync("minh", "be-na");

        parent.Address.ToString().ShouldBe(house.Health.Address + "/ho-so");
        parent.Text.ShouldContain("Đây là hồ sơ của Đinh Bảo Na, sinh ngày 03/04/2017, không phải của ông/bà.");
        parent.Text.ShouldContain("với tư cách cha hoặc mẹ");
        parent.Text.IndexOf(Banner, StringComparison.Ordinal)
            .ShouldBeLessThan(parent.Text.IndexOf("<h1", StringComparison.Ordinal));
        parent.Text.ShouldNotContain("Đinh Văn Minh");
        foreach (var page in new[] { "/", "/ho-so/tiem-chung", "/ho-so/dong-y", "/ho-so/ai-da-xem", "/ho-so/tom-tat" })
        {
            await parent.GoAsync(page);
            parent.Text.ShouldContain(Banner, Case.Sensitive, page);
            parent.Text.Contains("Vắc xin lao (BCG)", StringComparison.Ordinal).ShouldBe(page == "/ho-so/tiem-chung");
        }

        await parent.GoAsync("/ho-so/ai-da-xem");
        parent.Text.ShouldContain("Cha hoặc mẹ (chính ông/bà)");
        parent.Text.ShouldContain("Xem tiêm chủng");

        var (minh, child) = await SubjectsAsync(house);
        foreach (var action in new[] { "session.started", "owner.entered", Deeds.OpenedForChild })
        {
            var events = await house.InDatabaseAsync(d =>
                d.AuditEvents.Where(e => e.Action == action && e.Subject == child).ToListAsync());
            events.ShouldNotBeEmpty(action);
            foreach (var said in events)
            {
                said.Actor.ShouldBe(minh, action);
                said.Detail.ShouldContain($"\"for\":\"{child}\"");
                said.Detail.ShouldContain("\"relation\":\"parent\"");
            }
        }

        (await house.InDatabaseAsync(d => d.AuditEvents.CountAsync(e =>
            e.Actor == child || (e.Action == Deeds.OpenedByOwner && e.Subject == child)))).ShouldBe(0);
    }

    [Fact]
    public async Task SignIn_ForSomebodyElsesChild_IsRefusedByTheBridge()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);

        using var minh = await house.SignedInForAsync("minh", "be-khoi");

        minh.Status.ShouldBe(HttpStatusCode.Forbidden);
        minh.Address.AbsolutePath.ShouldStartWith("/represent/");
        (await house.InDatabaseAsync(d => d.Owners.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task SignIn_ForAChildAndThenForOneself_IsAnOrdinaryOne()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);
        using var minh = await house.SignedInForAsync("minh", "be-na");

        await minh.GoAsync(house.Health.Address + "/sign-in?returnUrl=%2Fho-so");
        minh.Address.AbsolutePath.ShouldNotStartWith("/represent/");
        await House.LogInAsync(minh, "minh");

        minh.Text.ShouldNotContain(Banner);
        minh.Text.ShouldContain("Đinh Văn Minh");
        (await house.InDatabaseAsync(d => d.AuditEvents.CountAsync(e => e.Action == "session.started"))).ShouldBe(2);
        (await house.InDatabaseAsync(d => d.AuditEvents.SingleAsync(e => e.Action == Deeds.OpenedByOwner)))
            .Detail.ShouldNotContain("relation");
        using var choosing = new Browser();
        await choosing.GoAsync(house.Health.Address + "/sign-in?forChild=true&returnUrl=%2Fho-so");
        await choosing.LogInForAsync("minh", null);
        choosing.Text.ShouldNotContain(Banner);
        choosing.Text.ShouldContain("Đinh Văn Minh");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Permission_ByAParent_NamesThemAndTheChildMayEndIt(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        using var parent = await house.SignedInForAsync("minh", "gia-han", "/ho-so/dong-y/01901");
        await parent.SubmitAsync("/ho-so/dong-y/01901", ("Agreed", "true"));
        parent.Text.ShouldContain("Từ 7 tuổi trẻ phải được hỏi");
        (await house.Clinic.SummaryOfAsync(House.NumberOf("gia-han"))).Status.ShouldBe(403);

        await parent.SubmitAsync("/ho-so/dong-y/01901", ("Agreed", "true"), ("ChildAgrees", "true"));

        parent.Text.ShouldContain("do cha hoặc mẹ cho phép, đến hết ngày trước 23/11/2028");
        (await house.Clinic.SummaryOfAsync(House.NumberOf("gia-han"))).Status.ShouldBe(200);
        var consent = await house.InDatabaseAsync(d => d.Consents.SingleAsync());
        var said = await house.InDatabaseAsync(d => d.AuditEvents.SingleAsync(e => e.Action == "consent.given"));
        (consent.GivenBy, consent.GivenAs, consent.TextVersion).ShouldBe(
            (said.Actor, "parent", Consent.TextForChild));
        said.Actor.ShouldNotBe(said.Subject);

        using var child = await house.SignedInAsync("gia-han", "/ho-so/dong-y");
        child.Text.ShouldContain("do cha hoặc mẹ cho phép");
        await child.GoAsync("/ho-so/ai-da-xem");
        child.Text.ShouldContain("Cha hoặc mẹ");
        child.Text.ShouldContain("Cho phép Phòng khám Mẫu số 1 xem hồ sơ");
        child.Text.ShouldNotContain("(chính ông/bà)");
        await House.WithdrawAsync(child, "01901");
        (await house.Clinic.SummaryOfAsync(House.NumberOf("gia-han"))).Status.ShouldBe(403);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Permission_ByAParent_EndsWhenTheChildIsOfAge(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind, at: OnTheEveOfAge);
        using var parent = await house.SignedInForAsync("minh", "gia-han", "/ho-so/dong-y/01901");
        await parent.SubmitAsync("/ho-so/dong-y/01901", ("Agreed", "true"), ("ChildAgrees", "true"));
        (await house.Clinic.SummaryOfAsync(House.NumberOf("gia-han"))).Status.ShouldBe(200);

        house.Clock.Advance(TimeSpan.FromMinutes(10));

        (await house.Clinic.SummaryOfAsync(House.NumberOf("gia-han"))).Status.ShouldBe(403);
        using var child = await house.SignedInAsync("gia-han", "/ho-so/dong-y");
        child.Text.ShouldNotContain("Đang cho phép");
        await House.PermitAsync(child, "01901");
        (await house.Clinic.SummaryOfAsync(House.NumberOf("gia-han"))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Permission_ByAGuardian_SaysGuardian()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);

        using var guardian = await house.SignedInForAsync("ha", "be-bao", "/ho-so/dong-y/01901");
        guardian.Text.ShouldContain("với tư cách người giám hộ");
        await guardian.SubmitAsync("/ho-so/dong-y/01901", ("Agreed", "true"), ("ChildAgrees", "true"));

        guardian.Text.ShouldContain("do người giám hộ cho phép");
        await guardian.GoAsync("/ho-so/ai-da-xem");
        guardian.Text.ShouldContain("Người giám hộ (chính ông/bà)");
    }

    [Fact]
    public async Task ClinicPages_OfAClinicianActingForTheirChild_AreClosed()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);

        using var doctor = await house.SignedInForAsync("bac-si", "be-khoi", "/phong-kham");

        doctor.Address.AbsolutePath.ShouldBe("/phong-kham");
        doctor.Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Misuse_ReportedByTheParent_EndsTheSessionAndShowsWhatTheyPermitted(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        using var own = await house.SignedInAsync("minh");
        using var parent = await house.SignedInForAsync("minh", "be-na", "/ho-so/dong-y/01901");
        await parent.SubmitAsync("/ho-so/dong-y/01901", ("Agreed", "true"), ("ChildAgrees", "true"));

        using var reporting = await house.ReportMisuseAsync("minh");

        await parent.GoAsync("/ho-so");
        parent.Address.PathAndQuery.ShouldBe("/sign-in-problem?what=child-over&returnUrl=%2Fho-so");
        await house.LiftAsync();
        using var back = await house.SignedInAsync("minh", "/ho-so/dong-y");
        back.Text.ShouldContain("Phòng khám Mẫu số 1 (cho trẻ)");
        using var other = await house.SignedInForAsync("ngoc", "be-na", "/ho-so/dong-y");
        other.Text.ShouldNotContain("bị mạo danh");
    }

    /// <summary>Of the persona gia-han.</summary>
    internal static DateTimeOffset OnTheEveOfAge => new(2028, 11, 22, 23, 55, 0, TimeSpan.FromHours(7));

    private static Task<(string Minh, string Child)> SubjectsAsync(House house) => house.InDatabaseAsync(async d => (
        (await d.Owners.SingleAsync(o => o.Name == "Đinh Văn Minh")).Subject,
        (await d.Owners.SingleAsync(o => o.Name == "Đinh Bảo Na")).Subject));
}
