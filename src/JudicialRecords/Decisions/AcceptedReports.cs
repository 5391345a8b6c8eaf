using Civic.JudicialRecords.Requests;

namespace Civic.JudicialRecords.Decisions;

/// <summary>
/// A register field that the citizen reported wrong and the officer found so: the certificate prints what was stated,
/// the officer's ground is kept. Who the person is (number, name, birth date, sex, nationality) is never printed
/// against the register, because every register was searched by it; that is for the register's owner to correct first.
/// </summary>
internal static class AcceptedReports
{
    private static readonly string[] Printable =
    [
        nameof(CertifiedPerson.Ethnicity),
        nameof(CertifiedPerson.PermanentResidence),
        nameof(CertifiedPerson.TemporaryResidence),
        nameof(CertifiedPerson.Father),
        nameof(CertifiedPerson.Mother),
        nameof(CertifiedPerson.Spouse),
    ];

    internal static bool MayBePrinted(string field) => Printable.Contains(field);

    internal static Declaration Apply(Declaration declaration, IReadOnlyList<ErrorCase> errors)
    {
        var person = errors
            .Where(e => e.Decision?.Choice == DecideError.Accepted)
            .Aggregate(declaration.Person, (p, e) => With(p, e.Report));
        return person == declaration.Person ? declaration : declaration with { Person = person };
    }

    private static CertifiedPerson With(CertifiedPerson person, RegisterErrorReport report) =>
        report.Field switch
        {
            nameof(CertifiedPerson.Ethnicity) => person with { Ethnicity = report.Stated },
            nameof(CertifiedPerson.PermanentResidence) => person with { PermanentResidence = report.Stated },
            nameof(CertifiedPerson.TemporaryResidence) => person with { TemporaryResidence = report.Stated },
            nameof(CertifiedPerson.Father) => person with { Father = report.Stated },
            nameof(CertifiedPerson.Mother) => person with { Mother = report.Stated },
            nameof(CertifiedPerson.Spouse) => person with { Spouse = report.Stated },
            _ => person,
        };
}
