using System.Globalization;
using System.Text;
using Civic.Documents.Objects;
using Civic.Documents.Reading;
using Civic.Documents.Writing;

namespace Civic.Documents.Signatures;

/// <summary>
/// Fills a declared signature field by an incremental update (PAdES, ETSI EN 319 142-1). Only the field's value and
/// appearance change, so that no earlier signature is touched.
/// </summary>
public static class SignatureUpdate
{
    /// <summary>Enough for a chain of three certificates and a time stamp.</summary>
    public const int DefaultCapacity = 16 * 1024;

    private const int RangeWidth = 48;

    /// <param name="field">The field's full name.</param>
    /// <param name="appearance">Null leaves the field as it looks.</param>
    /// <param name="contentsCapacity">Bytes kept free for the signature.</param>
    public static SignaturePreparation Prepare(ReadOnlyMemory<byte> pdf, string field, SignatureDetails details,
        SignatureAppearance? appearance, int contentsCapacity = DefaultCapacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(contentsCapacity);
        if (!PdfFile.TryRead(pdf, out var file, out var failure))
            return new SignaturePreparation.NotAPdf(failure);
        var target = file.SignatureFields.FirstOrDefault(candidate => candidate.Name == field);
        if (target is not { Reference: { } reference } || target.Dictionary.HasDuplicateKeys
            || Size(file, target.Dictionary) is not var (width, height))
            return new SignaturePreparation.FieldUnknown(field);
        if (target.Dictionary["V"] is not (null or PdfNull))
            return new SignaturePreparation.AlreadySigned(field);
        using var update = new IncrementalUpdate(file);
        var look = appearance?.Write(update, width, height);
        var value = update.Reserve();
        WriteField(update, reference, target.Dictionary, value, look);
        var place = WriteValue(update, value, details, contentsCapacity);
        return new SignaturePreparation.Prepared(Finish(update, (int)pdf.Length, place, contentsCapacity));
    }

    private static (double Width, double Height)? Size(PdfFile file, PdfDictionary field)
    {
        if (file.Find<PdfArray>(field, "Rect") is not { Count: 4 } rectangle)
            return null;
        var sides = rectangle.Items.Select(item => file.Resolve(item) switch
        {
            PdfInteger integer => integer.Value,
            PdfReal real => real.Value,
            _ => double.NaN,
        }).ToArray();
        return sides.Any(double.IsNaN) ? null : (Math.Abs(sides[2] - sides[0]), Math.Abs(sides[3] - sides[1]));
    }

    private static void WriteField(IncrementalUpdate update, PdfReference reference, PdfDictionary field, int value,
        int? look)
    {
        var target = update.Begin(reference).Raw("<<"u8);
        PdfSerializer.Entries(target, field, look is null ? ["V"] : ["V", "AP"]);
        if (look is { } number)
            target.Raw("/AP <</N "u8).Reference(number).Raw(">> "u8);
        target.Raw("/V "u8).Reference(value).Raw(">>"u8);
        update.End();
    }

    /// <returns>Where in the update the range's blanks and the signature's token stand.</returns>
    private static (int Range, int Token) WriteValue(IncrementalUpdate update, int number, SignatureDetails details,
        int capacity)
    {
        var target = update.Begin(number)
            .Raw("<</Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M ("u8)
            .Ascii(PdfDates.Pdf(details.SigningTime)).Raw(")"u8);
        foreach (var (key, text) in new[]
            { ("Name", details.Name), ("Reason", details.Reason), ("Location", details.Location) })
        {
            if (text is not null)
                target.Raw(" /"u8).Ascii(key).Raw(" "u8).Text(text);
        }
        update.Identify();
        target.Raw(" /ByteRange "u8);
        var range = target.Length;
        target.Reserve(RangeWidth).Fill((byte)' ');
        target.Raw(" /Contents "u8);
        var token = target.Length;
        target.Raw("<"u8);
        target.Reserve(2 * capacity).Fill((byte)'0');
        target.Raw(">>>"u8);
        update.End();
        return (range, token);
    }

    private static PreparedSignature Finish(IncrementalUpdate update, int length, (int Range, int Token) place,
        int capacity)
    {
        var file = update.Finish();
        var (token, tokenLength) = (length + place.Token, 2 * capacity + 2);
        var after = token + tokenLength;
        var range = string.Create(CultureInfo.InvariantCulture, $"[0 {token} {after} {file.Length - after}]");
        Encoding.ASCII.GetBytes(range, file.AsSpan(length + place.Range, RangeWidth));
        return new PreparedSignature(file, token, tokenLength);
    }
}
