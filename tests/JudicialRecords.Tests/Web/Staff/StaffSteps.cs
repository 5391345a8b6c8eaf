using Civic.Browsing;

namespace Civic.JudicialRecords.Tests.Web.Staff;

/// <summary>The steps of the work as members of staff do them, by the forms on their pages.</summary>
internal sealed class StaffSteps(StaffHouse house)
{
    private readonly Dictionary<string, Browser> _signedIn = [];

    internal async Task<Browser> AsAsync(string persona) =>
        _signedIn.TryGetValue(persona, out var browser)
            ? browser
            : _signedIn[persona] = await house.SignInAsync(persona);

    internal async Task<Page> CounterAsync(string persona) =>
        (await (await AsAsync(persona)).GoAsync(house.Judicial.Address + "/staff/counter")).MustBe();

    internal async Task<Page> SeesAsync(string persona, Guid id) => await house.OpenAsync(await AsAsync(persona), id);

    internal async Task<Page> DoesAsync(
        string persona,
        Guid id,
        string action,
        string? choice = null,
        string? reason = null
    )
    {
        var form = (await SeesAsync(persona, id)).MustBe().Form($"form[action$='/{action}']");
        if (choice is not null)
        {
            form.Fill("choice", choice);
        }

        if (reason is not null)
        {
            form.Fill("reason", reason);
        }

        return await form.SendAsync();
    }

    internal async Task<Guid> PreparedAsync(Guid id)
    {
        await DoesAsync("tiep-nhan", id, "accept");
        await DoesAsync("chuyen-vien", id, "take");
        await DoesAsync("chuyen-vien", id, "fetch-records");
        await DoesAsync("chuyen-vien", id, "prepare");
        return id;
    }

    internal async Task<Guid> ApprovedAsync(Guid id, string leader = "giam-doc")
    {
        await PreparedAsync(id);
        await DoesAsync("truong-phong", id, "check");
        await ApprovesAsync(leader, id);
        return id;
    }

    /// <summary>Approves one dossier and proves at VNeID to be the competent person.</summary>
    internal async Task<Page> ApprovesAsync(string leader, Guid id)
    {
        var list = (await DoesAsync(leader, id, "approve")).MustBe();
        return await LogsInToSignAsync(leader, list);
    }

    /// <summary>From the page of a list through the login; whoever logs in need not be who opened the list.</summary>
    internal static Task<Page> LogsInToSignAsync(string persona, Page list) => LogsInAsync(persona, list, "#sign");

    /// <summary>Where a form asked for a fresh login.</summary>
    internal static Task<Page> ProvesAnewAsync(string persona, Page asked) =>
        LogsInAsync(persona, asked, "#sign-in-again");

    private static async Task<Page> LogsInAsync(string persona, Page from, string link)
    {
        var page = await from.FollowFirstAsync(link);
        page = await page.FormWithButton(Civic.Sandbox.Personas.ById(persona).Name).SendAsync();
        return page.Address.AbsolutePath.StartsWith("/consent", StringComparison.Ordinal)
            ? await page.FormWithButton("Đồng ý").SendAsync()
            : page;
    }
}
