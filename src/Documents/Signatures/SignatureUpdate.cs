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

    /// <param name="field">The field's full name.</param>
    /// <param name="appearance">Null leaves the field as it looks.</param>
    /// <param name="contentsCapacity">Bytes kept free for the signature.</param>
    public static SignaturePreparation Prepare(ReadOnlyMemory<byte> pdf, string field, SignatureDetails details,
        SignatureAppearance? appearance, int contentsCapacity = DefaultCapacity) =>
        PdfFile.TryRead(pdf, out var file, out var failure)
            ? Prepare(file, field, details, appearance, contentsCapacity)
            : new SignaturePreparation.NotAPdf(failure);

    /// <inheritdoc cref="Prepare(ReadOnlyMemory{byte}, string, SignatureDetails, SignatureAppearance?, int)"/>
    public static SignaturePreparation Prepare(PdfFile file, string field, SignatureDetails details,
        SignatureAppearance? appearance, int contentsCapacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(contentsCapacity);
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
        var slot = new SignatureSlot(update, value, Entries(details), contentsCapacity);
        return new SignaturePreparation.Prepared(slot.Finish(file.Bytes.Length));
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

    private static byte[] Entries(SignatureDetails details)
    {
        var target = new PdfBuffer(256).Raw("/Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M ("u8)
            .Ascii(PdfDates.Pdf(details.SigningTime)).Raw(")"u8);
        foreach (var (key, text) in new[]
            { ("Name", details.Name), ("Reason", details.Reason), ("Location", details.Location) })
        {
            if (text is not null)
                target.Raw(" /"u8).Ascii(key).Raw(" "u8).Text(text);
        }
        return target.ToArray();
    }
}
