using Civic.JudicialRecords.Requests;

namespace Civic.JudicialRecords.PaperCopies;

/// <summary>
/// Where the paper copies of a returned result are. State 10 speaks of the electronic result only; paper has a status
/// of its own.
/// </summary>
internal sealed class PaperCopy
{
    public required Guid DossierId { get; init; }

    public required PaperDelivery Delivery { get; init; }

    public required int Copies { get; init; }

    /// <summary>When the result was there to be printed.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Of the public post.</summary>
    public string? TrackingNumber { get; set; }

    public DateTimeOffset? PostedAt { get; set; }

    /// <summary>Given to the person at the counter, also where the post brought it back.</summary>
    public DateTimeOffset? HandedAt { get; set; }

    /// <returns>Null where the request was for the electronic result alone.</returns>
    internal static PaperCopy? For(Dossier dossier, Declaration declaration, DateTimeOffset now) =>
        declaration.Delivery == PaperDelivery.None
            ? null
            : new PaperCopy
            {
                DossierId = dossier.Id,
                Delivery = declaration.Delivery,
                Copies = declaration.PaperCopies,
                DueAt = now,
            };
}
