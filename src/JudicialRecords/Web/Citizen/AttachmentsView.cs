using Civic.JudicialRecords.Attachments;

namespace Civic.JudicialRecords.Web.Citizen;

/// <summary>Papers as _Attachments lists them.</summary>
/// <param name="Remove">Where one is taken out again; null once they are sent.</param>
internal sealed record AttachmentsView(IReadOnlyList<AttachmentLine> Lines, string? Remove = null);
