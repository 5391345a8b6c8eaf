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

        return await ReadAsync(request.Body, (int)(request.ContentLength ?? 0), limit, cancel);
    }

    /// <returns>Everything up to the stream's end, or null where it is longer than allowed.</returns>
    internal static Task<byte[]?> ReadLimitedAsync(this Stream stream, int limit, CancellationToken cancel) =>
        ReadAsync(stream, 0, limit, cancel);

    private static async Task<byte[]?> ReadAsync(Stream stream, int expected, int limit, CancellationToken cancel)
    {
        using var body = new MemoryStream(expected);
        var buffer = new byte[81920];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancel)) > 0)
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
