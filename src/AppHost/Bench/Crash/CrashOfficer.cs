using Civic.Browsing;

namespace Civic.AppHost.Bench.Crash;

/// <summary>A member of staff who opens every request under way and presses what there is to press.</summary>
internal sealed class CrashOfficer(
    string persona, string[] actions, string site, CrashRecord record, CancellationToken working)
    : CrashPerson(persona, record)
{
    private readonly CrashRecord _record = record;

    protected override async Task<bool> OnceAsync(CancellationToken cancellation)
    {
        foreach (var code in _record.Open)
        {
            var page = (await Actor.SignInAsync(
                $"{site}/staff?code={Uri.EscapeDataString(code)}", cancellation)).MustBe();
            var action = actions.FirstOrDefault(a => page.Has($"form[action$='/{a}']"));
            if (action is not null)
            {
                var answer = await page.Form($"form[action$='/{action}']").SendAsync(cancellation);
                if (action == "approve" && answer.Has("#sign"))
                {
                    (await Actor.SignInAsync($"{answer.Address}/sign", cancellation)).MustBe();
                }
            }
        }

        return !working.IsCancellationRequested;
    }
}

/// <summary>The clerk orders the seal on all that waits for it.</summary>
internal sealed class CrashClerk(string site, CrashRecord record, CancellationToken working)
    : CrashPerson("van-thu", record)
{
    private const string Form = "form[action='/staff/seals']";

    protected override async Task<bool> OnceAsync(CancellationToken cancellation)
    {
        var page = (await Actor.SignInAsync($"{site}/staff/seals", cancellation)).MustBe();
        if (page.Has(Form))
        {
            await Actor.SendAsync(page, p => p.Form(Form), cancellation);
        }

        return !working.IsCancellationRequested;
    }
}
