using System.Linq.Expressions;

namespace Civic.JudicialRecords.Requests;

/// <summary>What a list shows of a dossier. A page holds hundreds of lines, and declarations are long.</summary>
internal sealed record DossierLine : DossierBrief
{
    public required CertificateKind Kind { get; init; }

    public required int Version { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    public required DateTimeOffset? MisuseReportedAt { get; init; }

    public required string? WaitsFor { get; init; }

    internal static Expression<Func<Dossier, DossierLine>> Of { get; } = d => new DossierLine
    {
        Id = d.Id,
        Code = d.Code,
        Kind = d.Kind,
        Version = d.Version,
        SubmittedAt = d.SubmittedAt,
        State = d.State,
        IsOpen = d.IsOpen,
        DueDate = d.DueDate,
        PreparedAt = d.PreparedAt,
        CheckedAt = d.CheckedAt,
        ApprovedAt = d.ApprovedAt,
        PersonSignedAt = d.PersonSignedAt,
        SealOrderedAt = d.SealOrderedAt,
        SealedAt = d.SealedAt,
        MisuseReportedAt = d.MisuseReportedAt,
        WaitsFor = d.WaitsFor,
    };
}
