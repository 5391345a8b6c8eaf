using System.Text.Json;

namespace Civic.IdentityBridge;

/// <summary>
/// A short JSON answer with its length, sent in one piece: the framework's own writes it in chunks, which costs a token
/// some of its time.
/// </summary>
internal sealed class WholeJson<T>(T value, int status = StatusCodes.Status200OK) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(value, JsonSerializerOptions.Web);
        var response = httpContext.Response;
        (response.StatusCode, response.ContentType, response.ContentLength) =
            (status, "application/json; charset=utf-8", body.Length);
        await response.BodyWriter.WriteAsync(body, httpContext.RequestAborted);
    }
}
