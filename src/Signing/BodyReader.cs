using Microsoft.AspNetCore.Http;

namespace Civic.Signing;

internal static class BodyReader
{
    /// <returns>The body, or null where it is longer than allowed.</returns>
    internal static async Task<byte[]?> ReadLimitedAsync(this HttpRequest request, int limit, CancellationToken cancel)
    {
        if (request.ContentLength > limit)
        {
            return null;
        }

        using var body = new MemoryStream(checked((int)(request.ContentLength ?? 0)));
        var buffer = new byte[81920];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancel)) > 0)
        {
            if (body.Length + read > limit)
            {
                return null;
            }

            body.Write(buffer.AsSpan(0, read));
        }

        return body.ToArray();
    }
}
