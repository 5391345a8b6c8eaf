using System.Text.Json;
using Civic.IdentityBridge.Account;
using Civic.IdentityBridge.Consent;
using Civic.IdentityBridge.Federation;
using Civic.IdentityBridge.RelyingParties;
using Civic.IdentityBridge.Sessions;
using Civic.IdentityBridge.Storage;
using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Civic.IdentityBridge.Web.Account;

/// <summary>
/// "Tài khoản của tôi": where the person is signed in now, and one ledger of every sign-in with what was shared, and of
/// when the account was closed and opened again.
/// </summary>
[Authorize(Policy = Policies.Citizen)]
internal sealed class IndexModel(
    ServiceSessions sessions, SignOutWork work, PairwiseSubjects people, IdentityDbContext database,
    ReleaseContext context, CurrentPerson me) : PageModel
{
    private const int LedgerLines = 50;
    private Guid _person;

    public IReadOnlyList<ServiceSession> Open { get; private set; } = [];

    public IReadOnlyList<LedgerLine> Ledger { get; private set; } = [];

    public SignedOut? Done { get; private set; }

    /// <summary>The session of this page itself.</summary>
    public string? Here => User.FindFirst(BridgeClaims.SessionId)?.Value;

    public Bilingual NameOf(string clientId) => context.Clients.Find(clientId)?.Name ?? new(clientId, clientId);

    public static IEnumerable<Bilingual> SharedWith(ServiceSession session) =>
        ScopeCatalogue.Released.Where(r => session.Scopes.Split(' ').Contains(r.Scope)).Select(r => r.What)
            .Concat(ScopeCatalogue.Claims.Where(c => session.Claims?.Split(' ').Contains(c.Name) == true
                && !session.Scopes.Split(' ').Contains(c.Scope)).Select(c => c.What));

    public async Task OnGetAsync(CancellationToken cancellation) => await ReadAsync(cancellation);

    /// <summary>Ends one session by its place in time, or all but this page's; never by a secret in a form.</summary>
    public async Task<IActionResult> OnPostAsync(string? end, CancellationToken cancellation)
    {
        await ReadAsync(cancellation);
        var ended = Open.Where(s => s.Sid != Here && (end == "all" || KeyOf(s) == end)).ToList();
        Done = ended.Count == 0 ? null : await work.EndAsync(ended, "person", cancellation);
        await ReadAsync(cancellation);
        return Page();
    }

    /// <summary>Names a session in a form without being the secret that ends it elsewhere.</summary>
    public static string KeyOf(ServiceSession session) => Secrets.Hash(session.Sid);

    /// <summary>The child's name where the person acted for one; the child is told only that somebody did.</summary>
    public string? ActedFor(ServiceSession session) => session is { RepresentedName: { } name }
        && session.PersonId == _person ? JsonSerializer.Deserialize<string>(context.Protector.Unprotect(name)) : null;

    public bool IsByAnother(ServiceSession session) => session.PersonId != _person;

    private async Task ReadAsync(CancellationToken cancellation)
    {
        _person = await people.PersonOfAsync(me.Subject, StaffDirectory.OwnAgency, cancellation)
            ?? throw new InvalidOperationException("A signed-in person is not known to the bridge.");
        Open = await sessions.OfPersonAsync(_person, cancellation);
        var signedIn = await database.ServiceSessions.AsNoTracking()
            .Where(s => s.PersonId == _person || s.RepresentedId == _person)
            .OrderByDescending(s => s.StartedAt).Take(LedgerLines).ToListAsync(cancellation);
        var closed = await database.AccountFreezes.AsNoTracking().Where(f => f.PersonId == _person)
            .OrderByDescending(f => f.ReportedAt).Take(LedgerLines).ToListAsync(cancellation);
        Ledger =
        [
            .. signedIn.Select(LedgerLine (s) => new LedgerLine.SignedIn(s)).Concat(closed.SelectMany(LedgerLine.Of))
                .OrderByDescending(l => l.At).Take(LedgerLines),
        ];
    }
}

/// <summary>What the ledger tells of.</summary>
internal abstract record LedgerLine(DateTimeOffset At)
{
    internal sealed record SignedIn(ServiceSession Session) : LedgerLine(Session.StartedAt);

    /// <summary>Something that concerns the account as a whole.</summary>
    internal sealed record OfTheAccount(DateTimeOffset At, Bilingual What) : LedgerLine(At);

    /// <summary>The later first, as the ledger stands.</summary>
    internal static IEnumerable<LedgerLine> Of(AccountFreeze freeze)
    {
        if (freeze.LiftedAt is { } lifted)
        {
            yield return new OfTheAccount(lifted, new(
                "Tài khoản được mở lại sau khi hai cán bộ xác nhận", "The account was opened again by two officials"));
        }

        yield return new OfTheAccount(freeze.ReportedAt, new(
            "Tài khoản bị khóa theo báo cáo của ông/bà", "The account was closed on your report"));
    }
}
