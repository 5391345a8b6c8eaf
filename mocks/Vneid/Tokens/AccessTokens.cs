using System.Collections.Concurrent;
using Civic.Shared.SignIn;

namespace Civic.Vneid.Tokens;

/// <summary>Opaque access tokens for userinfo, five minutes each.</summary>
internal sealed class AccessTokens(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, (string PersonaId, DateTimeOffset Until)> _tokens = new();

    internal string Issue(string personaId)
    {
        var now = clock.GetUtcNow();
        foreach (var (old, _) in _tokens.Where(t => t.Value.Until < now))
        {
            _tokens.TryRemove(old, out _);
        }

        var token = Secrets.New();
        _tokens[token] = (personaId, now.AddMinutes(5));
        return token;
    }

    internal string? Find(string token) =>
        _tokens.TryGetValue(token, out var kept) && clock.GetUtcNow() < kept.Until ? kept.PersonaId : null;
}
