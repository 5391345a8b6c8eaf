using Civic.JudicialRecords.Requests;

namespace Civic.JudicialRecords.Inquiries;

/// <summary>How a code that somebody asked for is named in the audit trail.</summary>
internal static class AuditedCode
{
    /// <summary>What has no code's form could be anything, also somebody's number, and is not kept.</summary>
    internal static string Of(string? code) => DossierCode.TryParse(code, out var known) ? known.Value : "-";
}
