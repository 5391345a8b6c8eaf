using Civic.AppHost.Demo;
using Civic.AppHost.House;
using Civic.Browsing;

namespace Civic.AppHost.Bench.Sealed;

/// <summary>
/// The Department's offices, each working through its list by the forms of its pages, and looking for more a second
/// after it has done what was there.
/// </summary>
internal sealed class Department(string site) : IDisposable
{
    private const string Queue = "form[action='/staff?handler=Batch']";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Actor _reception = new("tiep-nhan");
    private readonly Actor _officer = new("chuyen-vien");
    private readonly Actor _head = new("truong-phong");
    private readonly Actor _director = new("giam-doc");
    private readonly Actor _clerk = new("van-thu");

    private Actor[] All => [_reception, _officer, _head, _director, _clerk];

    internal Task SignInAsync(CancellationToken cancellation) =>
        Task.WhenAll(All.Select(async a => (await a.SignInAsync($"{site}/staff", cancellation)).MustBe()));

    /// <summary>Until cancelled, or until one of them fails.</summary>
    internal async Task WorkAsync(CancellationToken cancellation)
    {
        using var working = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var now = working.Token;
        var offices = new[]
        {
            OverAndOverAsync(() => StepAsync(_reception, "Reception", "Accept", now), now),
            OverAndOverAsync(
                async () => _ = await StepAsync(_officer, "CaseOfficer", "Fetch", now)
                    && await StepAsync(_officer, "CaseOfficer", "Prepare", now),
                now),
            OverAndOverAsync(() => StepAsync(_head, "DivisionHead", "Check", now), now),
            OverAndOverAsync(() => ApproveAsync(now), now),
            OverAndOverAsync(() => SealAsync(now), now),
        };
        await Task.WhenAny(offices);
        await working.CancelAsync();
        await Task.WhenAll(offices);
    }

    public void Dispose()
    {
        foreach (var actor in All)
        {
            actor.Dispose();
        }
    }

    private static async Task OverAndOverAsync(Func<Task> work, CancellationToken working)
    {
        while (!working.IsCancellationRequested)
        {
            try
            {
                await work();
                await Task.Delay(Pause, working);
            }
            catch (OperationCanceledException) when (working.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <returns>False where there was nothing to do.</returns>
    private async Task<bool> StepAsync(Actor who, string turn, string step, CancellationToken working)
    {
        var page = (await who.Browser.GoAsync($"{site}/staff?all={turn}", working)).MustBe();
        if (!page.Has(Queue))
        {
            return false;
        }

        var after = (await page.Form(Queue).Press(step).SendAsync(working)).MustBe();
        return after.Has("#told");
    }

    private async Task<bool> ApproveAsync(CancellationToken working)
    {
        const string form = "form[action='/staff/approvals']";
        var page = (await _director.Browser.GoAsync($"{site}/staff/approvals", working)).MustBe();
        if (!page.Has(form))
        {
            return false;
        }

        var list = (await page.Form(form).SendAsync(working)).MustBe();
        if (!list.Has("#sign"))
        {
            throw new HouseFailure($"No list was made to sign: {list.Text}");
        }

        var signed = await _director.SignInAsync($"{list.Address}/sign", working);
        // A list of one ends on its dossier's page.
        return signed.Address.AbsolutePath.StartsWith("/staff/approvals", StringComparison.Ordinal)
            || signed.Address.AbsolutePath.StartsWith("/staff/dossiers/", StringComparison.Ordinal)
            ? true
            : throw new HouseFailure($"The list was not approved: {signed.Text}");
    }

    private async Task<bool> SealAsync(CancellationToken working)
    {
        const string form = "form[action='/staff/seals']";
        var page = (await _clerk.Browser.GoAsync($"{site}/staff/seals", working)).MustBe();
        if (!page.Has(form))
        {
            return false;
        }

        await _clerk.SendAsync(page, p => p.Form(form), working);
        return true;
    }
}
