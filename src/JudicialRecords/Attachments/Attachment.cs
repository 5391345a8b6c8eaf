namespace Civic.JudicialRecords.Attachments;

/// <summary>
/// A paper that the person sends with a request, or that reception scans: kept with the draft until the request is
/// sent, with the dossier from then on. Staff of this agency and its owner may see it.
/// </summary>
internal sealed class Attachment
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Whose request it belongs to.</summary>
    public required string OwnerSubject { get; init; }

    /// <summary>Null while it belongs to a draft.</summary>
    public Guid? DossierId { get; set; }

    public required string Name { get; init; }

    public required string MediaType { get; init; }

    public required byte[] Content { get; init; }

    public required int Size { get; init; }

    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>Pairwise subject of the person or of the officer who scanned it.</summary>
    public required string AddedBy { get; init; }
}

/// <summary>An attachment without its bytes, for lists.</summary>
internal sealed record AttachmentLine(Guid Id, string Name, string MediaType, int Size, DateTimeOffset AddedAt)
{
    internal string Kilobytes =>
        string.Create(System.Globalization.CultureInfo.GetCultureInfo("vi-VN"), $"{Math.Max(1, Size / 1024):N0} KB");
}
