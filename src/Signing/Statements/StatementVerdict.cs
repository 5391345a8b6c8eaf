namespace Civic.Signing.Statements;

/// <summary>What the statement of a QR code is worth beside the issuance log.</summary>
internal enum StatementVerdict
{
    /// <summary>There is no QR code with a statement.</summary>
    None,

    /// <summary>Number, date and content digest are those of the log.</summary>
    Agrees,

    /// <summary>Signed with a key of the log, but the log says otherwise of the number.</summary>
    Differs,

    /// <summary>Signed with a key of the log, for another number than expected.</summary>
    OtherDocument,

    /// <summary>No key of the log has signed it.</summary>
    NotOurs,

    /// <summary>Signed with a key of the log, which does not know, or no longer knows, the number.</summary>
    Unknown,
}

/// <summary>Compares a statement with what the log says; where the log is kept matters not.</summary>
internal static class StatementVerdicts
{
    internal static string Name(this StatementVerdict verdict) => verdict switch
    {
        StatementVerdict.Agrees => "agrees",
        StatementVerdict.Differs => "differs",
        StatementVerdict.OtherDocument => "other-document",
        StatementVerdict.NotOurs => "not-ours",
        StatementVerdict.Unknown => "unknown",
        _ => "none",
    };

    /// <summary>Whether whoever holds the document should refuse it for this.</summary>
    internal static bool IsBad(this StatementVerdict verdict) =>
        verdict is StatementVerdict.Differs or StatementVerdict.OtherDocument or StatementVerdict.NotOurs;

    /// <param name="statement">Whose signature was checked; null where it did not hold.</param>
    /// <param name="number">Of the document that the QR should speak of; null where any will do.</param>
    /// <param name="issued">What the log says of the statement's number; null where it says nothing.</param>
    internal static StatementVerdict Of(Statement? statement, string? number, Statement? issued)
    {
        if (statement is null)
        {
            return StatementVerdict.NotOurs;
        }

        if (number is not null && statement.Number != number)
        {
            return StatementVerdict.OtherDocument;
        }

        return issued is null ? StatementVerdict.Unknown
            : issued == statement ? StatementVerdict.Agrees
            : StatementVerdict.Differs;
    }
}

/// <summary>What a QR code holds: the verification page's address with the statement as its fragment.</summary>
/// <param name="Number">As it stands in the path.</param>
/// <param name="Statement">The compact JWS, unchecked.</param>
internal sealed record QrAddress(string Number, string Statement)
{
    /// <returns>Null for anything else.</returns>
    internal static QrAddress? Parse(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"
        && address.Segments is [.., "v/", var number] && DocumentNumber.IsValid(number) && address.Fragment.Length > 1
            ? new QrAddress(number, address.Fragment[1..])
            : null;
}
