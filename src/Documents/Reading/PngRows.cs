namespace Civic.Documents.Reading;

/// <summary>Undoes the row filters of PNG (W3C PNG, 9.2), which PDF's predictors 10 to 15 are as well.</summary>
internal static class PngRows
{
    /// <returns>The rows without their filter bytes; null where a filter is unknown.</returns>
    public static byte[]? Undo(ReadOnlySpan<byte> bytes, int rowLength, int pixelLength)
    {
        var rows = bytes.Length / (rowLength + 1);
        var result = new byte[rows * rowLength];
        ReadOnlySpan<byte> above = new byte[rowLength];
        for (var row = 0; row < rows; row++)
        {
            var source = bytes.Slice(row * (rowLength + 1), rowLength + 1);
            var target = result.AsSpan(row * rowLength, rowLength);
            if (source[0] > 4)
                return null;
            for (var i = 0; i < rowLength; i++)
            {
                var left = i >= pixelLength ? target[i - pixelLength] : 0;
                var corner = i >= pixelLength ? above[i - pixelLength] : 0;
                target[i] = (byte)(source[i + 1] + source[0] switch
                {
                    1 => left,
                    2 => above[i],
                    3 => (left + above[i]) / 2,
                    4 => Paeth(left, above[i], corner),
                    _ => 0,
                });
            }
            above = target;
        }
        return result;
    }

    private static int Paeth(int left, int above, int corner)
    {
        var estimate = left + above - corner;
        var (a, b, c) = (Math.Abs(estimate - left), Math.Abs(estimate - above), Math.Abs(estimate - corner));
        return a <= b && a <= c ? left : b <= c ? above : corner;
    }
}
