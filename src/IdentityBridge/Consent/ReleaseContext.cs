using System.Text.Json;
using Civic.IdentityBridge.Authorize;
using Civic.IdentityBridge.RelyingParties;
using Civic.IdentityBridge.Representing;
using Civic.IdentityBridge.Storage;
using Civic.Shared.Hosting;
using Microsoft.AspNetCore.DataProtection;

namespace Civic.IdentityBridge.Consent;

/// <summary>What releasing claims needs besides the login itself.</summary>
internal sealed class ReleaseContext(
    ClientRegistry clients, CivicSettings settings, IDataProtectionProvider protection,
    AuthorizationResponses responses, RepresentationRules rules, TimeProvider clock)
{
    internal RepresentationRules Rules => rules;

    internal AuthorizationResponses Responses => responses;

    internal ClientRegistry Clients => clients;

    internal string Issuer => settings.OwnAddress;

    internal TimeProvider Clock => clock;

    internal IDataProtector Protector { get; } = protection.CreateProtector("civic.bridge.claims");

    internal byte[] Protect<T>(T value) => Protector.Protect(JsonSerializer.SerializeToUtf8Bytes(value));

    internal Representation? RepresentationOf(AuthorizationGrant grant) => grant.Represented is { } kept
        ? JsonSerializer.Deserialize<Representation>(Protector.Unprotect(kept)) : null;

    /// <summary>False once the child of a representation has reached the client's age.</summary>
    internal bool IsYoungEnough(AuthorizationGrant grant) =>
        RepresentationOf(grant) is not { } by || rules.IsYoungEnough(by, clients.Find(grant.ClientId));
}
