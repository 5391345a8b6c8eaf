namespace Civic.Vneid.Authorize;

/// <summary>What a client asked for; it waits while the person types.</summary>
internal sealed record LoginRequest(
    string Id, string ClientId, string RedirectUri, string State, string Nonce, string CodeChallenge);

/// <summary>A code and whom it stands for.</summary>
internal sealed record LoginCode(string Code, LoginRequest Request, string PersonaId, DateTimeOffset At);
