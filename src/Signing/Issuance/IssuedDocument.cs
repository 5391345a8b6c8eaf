using System.Globalization;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Civic.Signing.Issuance;

/// <summary>Whether an issued document still stands, each change by a signed decision.</summary>
internal enum IssuanceStatus
{
    Valid,
    Supplemented,
    Corrected,
    Revoked,
    Cancelled,
}

/// <summary>One row of the issuance log: what was issued, without whom it is about.</summary>
internal sealed class IssuedDocument
{
    public required string Number { get; init; }

    /// <summary>Client that issued it; only it may change the status.</summary>
    public required string Issuer { get; init; }

    public required string Kind { get; init; }

    public required string TitleVi { get; init; }

    public required string TitleEn { get; init; }

    public required DateOnly IssueDate { get; init; }

    /// <summary>Of the final file, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Salted digest of the canonical content, base64url; stands in the QR.</summary>
    public required string ContentDigest { get; init; }

    public required IssuanceStatus Status { get; set; }

    public required DateTimeOffset RecordedAt { get; init; }

    internal bool SaysTheSameAs(IssuedDocument other) =>
        (Number, Issuer, Kind, TitleVi, TitleEn)
            == (other.Number, other.Issuer, other.Kind, other.TitleVi, other.TitleEn)
        && (IssueDate, Sha256, ContentDigest) == (other.IssueDate, other.Sha256, other.ContentDigest);
}

/// <summary>The decision by which a status changed.</summary>
internal sealed class StatusDecision
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Number { get; init; }

    public required IssuanceStatus Status { get; init; }

    public required string DecisionNumber { get; init; }

    public required DateOnly DecisionDate { get; init; }

    /// <summary>Of the decision's signed file, lower-case hexadecimal; empty for those of an earlier version.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Number of the document that takes this one's place, if one does.</summary>
    public string? Newer { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }
}

internal static class IssuanceStatusNames
{
    internal static string Name(this IssuanceStatus status) => status switch
    {
        IssuanceStatus.Valid => "valid",
        IssuanceStatus.Supplemented => "supplemented",
        IssuanceStatus.Corrected => "corrected",
        IssuanceStatus.Revoked => "revoked",
        IssuanceStatus.Cancelled => "cancelled",
        _ => throw new System.Diagnostics.UnreachableException($"Status {(int)status} has no name."),
    };

    internal static IssuanceStatus? Parse(string? name)
    {
        foreach (var status in Enum.GetValues<IssuanceStatus>())
        {
            if (status.Name() == name)
            {
                return status;
            }
        }

        return null;
    }
}

internal sealed class IssuanceStatusText() : ValueConverter<IssuanceStatus, string>(
    status => status.Name(), text => IssuanceStatusNames.Parse(text)!.Value);

internal sealed class DateText() : ValueConverter<DateOnly, string>(
    date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    text => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture));
