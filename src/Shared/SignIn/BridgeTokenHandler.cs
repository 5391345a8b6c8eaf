using System.Net.Http.Headers;
using Civic.Shared.SignIn.Dpop;

namespace Civic.Shared.SignIn;

/// <summary>
/// Attaches the token of one scope to every request of an HttpClient, with a proof of possession for that request; once
/// more where the other side asks for its nonce (RFC 9449 §9).
/// </summary>
internal sealed class BridgeTokenHandler(BridgeTokens tokens, DpopKey dpop, string scope) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is { } content)
        {
            await content.LoadIntoBufferAsync(cancellationToken);
        }

        var token = await tokens.FindAsync(scope, cancellationToken);
        Authorize(request, token);
        var answer = await base.SendAsync(request, cancellationToken);
        if (!dpop.Proofs.Learn(answer, request.RequestUri!))
        {
            return answer;
        }

        answer.Dispose();
        Authorize(request, token);
        return await base.SendAsync(request, cancellationToken);
    }

    private void Authorize(HttpRequestMessage request, TokenAnswer token)
    {
        var isBound = token.TokenType.Equals(DpopCheck.Header, StringComparison.OrdinalIgnoreCase);
        request.Headers.Authorization =
            new AuthenticationHeaderValue(isBound ? DpopCheck.Header : "Bearer", token.AccessToken);
        request.Headers.Remove(DpopCheck.Header);
        if (isBound)
        {
            request.Headers.Add(
                DpopCheck.Header,
                dpop.Proofs.ProofFor(request.Method.Method, request.RequestUri!, token.AccessToken));
        }
    }
}
