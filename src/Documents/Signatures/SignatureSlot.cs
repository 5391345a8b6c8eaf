using System.Globalization;
using System.Text;
using Civic.Documents.Writing;

namespace Civic.Documents.Signatures;

/// <summary>
/// A signature dictionary whose range and contents are blanks of fixed width, filled in once the file's length is
/// known (ISO 32000-1, 12.8.1).
/// </summary>
internal sealed class SignatureSlot
{
    private const int RangeWidth = 48;

    private readonly IncrementalUpdate _update;
    private readonly int _capacity;
    private readonly int _range;
    private readonly int _token;

    /// <param name="entries">The dictionary's other entries, already spelled.</param>
    public SignatureSlot(IncrementalUpdate update, int number, ReadOnlySpan<byte> entries, int capacity)
    {
        (_update, _capacity) = (update, capacity);
        var target = update.Begin(number).Raw("<<"u8).Raw(entries);
        update.Identify();
        target.Raw(" /ByteRange "u8);
        _range = target.Length;
        target.Reserve(RangeWidth).Fill((byte)' ');
        target.Raw(" /Contents "u8);
        _token = target.Length;
        target.Raw("<"u8);
        target.Reserve(2 * capacity).Fill((byte)'0');
        target.Raw(">>>"u8);
        update.End();
    }

    /// <param name="length">Of the file before the update.</param>
    public PreparedSignature Finish(int length)
    {
        var file = _update.Finish();
        var (token, tokenLength) = (length + _token, 2 * _capacity + 2);
        var after = token + tokenLength;
        var range = string.Create(CultureInfo.InvariantCulture, $"[0 {token} {after} {file.Length - after}]");
        Encoding.ASCII.GetBytes(range, file.AsSpan(length + _range, RangeWidth));
        return new PreparedSignature(file, token, tokenLength);
    }
}
