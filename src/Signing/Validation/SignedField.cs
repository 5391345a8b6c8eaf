using System.Globalization;
using Civic.Documents.Reading;
using Civic.Signing.Cms;
using Civic.Signing.Timestamps;

namespace Civic.Signing.Validation;

/// <summary>A signed field of the file, taken apart; what it says is judged later.</summary>
internal sealed record SignedField(string Name, PdfSignatureValue Value, SignedBytes? Bytes)
{
    private const string TimestampForm = "ETSI.RFC3161";
    private const string PadesForm = "ETSI.CAdES.detached";
    private static readonly string[] Forms = [PadesForm, "adbe.pkcs7.detached"];

    /// <summary>Null where the contents are no CMS of one signer.</summary>
    internal SignedDataContent? Cms { get; private init; }

    /// <summary>A document time stamp's own token.</summary>
    internal TimestampToken? Token { get; private init; }

    internal bool IsTimestamp => Value.SubFilter == TimestampForm;

    internal bool IsPades => Value.SubFilter == PadesForm;

    internal bool IsKnownForm => IsTimestamp || Forms.Contains(Value.SubFilter);

    /// <summary>The revision that it covers; past all where it covers none rightly.</summary>
    internal int Revision => Bytes?.Revision.Number ?? int.MaxValue;

    internal DateTimeOffset? Claimed { get; private init; }

    internal static SignedField Of(PdfFile file, PdfSignatureField field)
    {
        var value = field.Value ?? throw new ArgumentException("The field is not signed.", nameof(field));
        // A dictionary with two values for one key is read differently by different programs.
        var contents = value.Dictionary.HasDuplicateKeys ? null : value.Contents;
        var signed = new SignedField(field.Name, value, contents is null ? null : SignedBytes.Of(file, value));
        if (contents is null)
        {
            return signed;
        }

        var token = signed.IsTimestamp ? TimestampToken.TryRead(contents.Bytes) : null;
        return signed with
        {
            Token = token,
            Cms = signed.IsTimestamp ? token?.Cms : SignedDataReader.TryRead(contents.Bytes),
            Claimed = signed.IsTimestamp ? null : PdfTime.Parse(value.ClaimedTime),
        };
    }
}

/// <summary>Dates as PDF writes them: D:YYYYMMDDHHmmSS and an offset (ISO 32000-1, 7.9.4).</summary>
internal static class PdfTime
{
    internal static DateTimeOffset? Parse(string? text)
    {
        var plain = text?.Replace("D:", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal)
            .Replace("Z", "+0000", StringComparison.Ordinal);
        return plain is { Length: >= 19 } && DateTimeOffset.TryParseExact(plain[..17] + ":" + plain[17..19],
            "yyyyMMddHHmmsszzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
    }
}
