using System.Collections.Concurrent;
using Civic.Shared.SignIn;

namespace Civic.Vneid.Authorize;

/// <summary>Logins and codes of this process; a sandbox forgets them when it stops.</summary>
internal sealed class PendingLogins(TimeProvider clock)
{
    private static readonly TimeSpan LoginLifetime = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan CodeLifetime = TimeSpan.FromSeconds(60);
    private readonly ConcurrentDictionary<string, (LoginRequest Request, DateTimeOffset At)> _requests = new();
    private readonly ConcurrentDictionary<string, LoginCode> _codes = new();

    internal string Add(LoginRequest request)
    {
        ForgetOld();
        _requests[request.Id] = (request, clock.GetUtcNow());
        return request.Id;
    }

    internal LoginRequest? Find(string? id) =>
        id is not null && _requests.TryGetValue(id, out var kept) && clock.GetUtcNow() - kept.At < LoginLifetime
            ? kept.Request
            : null;

    /// <summary>Ends the login; null where it had ended already.</summary>
    internal string? Finish(LoginRequest request, string personaId)
    {
        if (!_requests.TryRemove(request.Id, out _))
        {
            return null;
        }

        var code = Secrets.New();
        _codes[code] = new LoginCode(code, request, personaId, clock.GetUtcNow());
        return code;
    }

    internal void Drop(LoginRequest request) => _requests.TryRemove(request.Id, out _);

    internal LoginCode? Redeem(string? code) =>
        code is not null && _codes.TryRemove(code, out var kept) && clock.GetUtcNow() - kept.At < CodeLifetime
            ? kept
            : null;

    private void ForgetOld()
    {
        var now = clock.GetUtcNow();
        foreach (var (id, kept) in _requests.Where(r => now - r.Value.At > LoginLifetime))
        {
            _requests.TryRemove(id, out _);
        }

        foreach (var (code, kept) in _codes.Where(c => now - c.Value.At > CodeLifetime))
        {
            _codes.TryRemove(code, out _);
        }
    }
}
