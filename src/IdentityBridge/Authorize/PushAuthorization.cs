using System.Text.Json.Serialization;
using Civic.IdentityBridge.RelyingParties;
using Civic.Shared.Audit;
using Civic.Shared.SignIn;
using Civic.Shared.Storage;

namespace Civic.IdentityBridge.Authorize;

/// <summary>POST /par (RFC 9126): the only way to begin. What it gives is good for one use within a minute.</summary>
internal sealed class PushAuthorization(
    CallerProofs proofs, RequestObjects objects, GroupCommit commit, TimeProvider clock)
{
    internal const string UriPrefix = "urn:ietf:params:oauth:request_uri:";
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    internal async Task<IResult> HandleAsync(HttpContext http)
    {
        var (caller, form, why) = await proofs.ProveAsync(http);
        if (caller is null)
        {
            return OAuthErrors.Answer(why!);
        }

        var (asked, wrong) = await objects.ReadAsync(caller.Client, form, http.RequestAborted);
        AuthorizationRequest? request = null;
        if (asked is not null)
        {
            (request, wrong) = AuthorizationRequest.Check(caller, asked);
        }

        return await KeepAsync(caller, request, wrong, http.RequestAborted);
    }

    /// <summary>The proofs are spent whether or not the request is good.</summary>
    private async Task<IResult> KeepAsync(
        Caller caller, AuthorizationRequest? request, Refusal? wrong, CancellationToken cancellation)
    {
        var handle = Secrets.New();
        var (hash, until) = (Secrets.Hash(handle), clock.GetUtcNow() + Lifetime);
        var (id, json) = (caller.Client.ClientId, request?.ToJson());
        var pushed = AuditTrail.Event(clock, id, "authorization.pushed", id);
        var refused = await commit.RunAsync(async unit =>
        {
            if (await caller.SpendAsync(unit) is { } used)
            {
                return used;
            }

            if (json is not null)
            {
                await unit.ExecuteAsync(
                    "INSERT INTO pushed_requests (hash, client_id, request, expires_at) VALUES (@0, @1, @2, @3)",
                    hash, id, json, until);
                await unit.AuditAsync(pushed);
            }

            return wrong;
        }, cancellation);
        return refused is not null
            ? OAuthErrors.Answer(refused)
            : new WholeJson<PushedAnswer>(
                new(UriPrefix + handle, (int)Lifetime.TotalSeconds), StatusCodes.Status201Created);
    }
}

internal sealed record PushedAnswer(
    [property: JsonPropertyName("request_uri")] string RequestUri,
    [property: JsonPropertyName("expires_in")] int ExpiresIn);
