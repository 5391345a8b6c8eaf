using Civic.JudicialRecords.Storage;

namespace Civic.JudicialRecords.Certificates;

/// <summary>What one turn has signed: which stored document, with which key, in which of its fields.</summary>
/// <param name="Source">The document as the step before left it.</param>
/// <param name="Profile">The key custodian's name for the key.</param>
/// <param name="Name">The last part of the idempotency key.</param>
internal sealed record SealStep(DocumentKind Source, string Profile, string Field, string Name)
{
    internal static readonly SealStep Agency =
        new(DocumentKind.CertificateSigned, "judicial-agency", CertificatePdf.AgencyField, "agency");

    internal static SealStep Person(Certificate certificate) =>
        new(DocumentKind.CertificateRendered, certificate.Profile, CertificatePdf.PersonField, "person");

    internal string KeyOf(Guid dossier) => $"{dossier}:{Name}";
}
