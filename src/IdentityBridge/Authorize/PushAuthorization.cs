using System.Text.Json.Serialization;
using Civic.IdentityBridge.RelyingParties;
using Civic.IdentityBridge.Storage;
using Civic.Shared.Audit;
using Civic.Shared.SignIn;

namespace Civic.IdentityBridge.Authorize;

/// <summary>POST /par (RFC 9126): the only way to begin. What it gives is good for one use within a minute.</summary>
internal sealed class PushAuthorization(
    CallerProofs proofs, RequestObjects objects, IdentityDbContext database,
    TimeProvider clock)
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

        var (asked, notAsked) = await objects.ReadAsync(caller.Client, form, http.RequestAborted);
        if (asked is null)
        {
            return OAuthErrors.Answer(notAsked!);
        }

        var (request, wrong) = AuthorizationRequest.Check(caller, asked);
        return request is null
            ? OAuthErrors.Answer(wrong!)
            : await KeepAsync(request, http.RequestAborted);
    }

    private async Task<IResult> KeepAsync(AuthorizationRequest request, CancellationToken cancellation)
    {
        var handle = Secrets.New();
        database.PushedRequests.Add(new PushedRequest
        {
            Hash = Secrets.Hash(handle),
            ClientId = request.ClientId,
            Request = request.ToJson(),
            ExpiresAt = clock.GetUtcNow() + Lifetime,
        });
        database.Audit(clock, request.ClientId, "authorization.pushed", request.ClientId);
        await database.SaveChangesAsync(cancellation);
        return Results.Json(
            new PushedAnswer(UriPrefix + handle, (int)Lifetime.TotalSeconds), statusCode: StatusCodes.Status201Created);
    }
}

internal sealed record PushedAnswer(
    [property: JsonPropertyName("request_uri")] string RequestUri,
    [property: JsonPropertyName("expires_in")] int ExpiresIn);
