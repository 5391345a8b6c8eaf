using Civic.JudicialRecords.Storage;

namespace Civic.JudicialRecords.Certificates;

/// <summary>With which key, and in which of a document's fields.</summary>
/// <param name="Profile">The key custodian's name for the key.</param>
/// <param name="Name">The last part of the idempotency key.</param>
internal sealed record SigningPlace(string Profile, string Field, string Name)
{
    internal static readonly SigningPlace Agency = new("judicial-agency", CertificatePdf.AgencyField, "agency");

    internal static SigningPlace Person(string profile) => new(profile, CertificatePdf.PersonField, "person");

    internal string KeyOf(Guid id) => $"{id}:{Name}";
}

/// <summary>What one turn has signed: which stored document, and where.</summary>
/// <param name="Source">The document as the step before left it.</param>
internal sealed record SealStep(DocumentKind Source, SigningPlace Place)
{
    internal static readonly SealStep Agency = new(DocumentKind.CertificateSigned, SigningPlace.Agency);

    internal static SealStep Person(Certificate certificate) =>
        new(DocumentKind.CertificateRendered, SigningPlace.Person(certificate.Profile));
}
