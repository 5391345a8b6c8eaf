using Civic.Documents.Reading;
using Civic.Signing.Algorithms;
using Civic.Signing.Validation.Evidence;
using Civic.Signing.Validation.Revisions;
using Civic.Signing.Validation.Trust;

namespace Civic.Signing.Validation;

/// <summary>A file's signatures and what happened after them, before it is looked up in the log.</summary>
internal sealed record JudgedFile(string Verdict, IReadOnlyList<SignatureReport> Signatures,
    IReadOnlyList<ChangeReport> Changes, FileDigests Digests, int FirstSigned);

/// <summary>
/// Judges a whole file by ETSI EN 319 102-1, 5.6.3: the time stamps over the document from the outermost inwards, each
/// with what the outer ones prove, then its signatures, then what later revisions did. It keeps nothing of the file and
/// needs no database.
/// </summary>
internal sealed class FileJudge(TrustList list, AlgorithmSunset sunset, AskLive askLive, TimeProvider clock)
{
    /// <summary>More signatures than this are not judged, so that a file can't keep the host busy.</summary>
    internal const int MaxSignatures = 40;

    /// <summary>Judges without asking anybody.</summary>
    internal static FileJudge Offline(TrustList list, AlgorithmPolicy policy, TimeProvider clock) =>
        new(list, new AlgorithmSunset(policy), static (_, _, _, _) => default, clock);

    /// <returns>Null where the file has too many signatures.</returns>
    internal async ValueTask<JudgedFile?> JudgeAsync(PdfFile file, CancellationToken cancellation)
    {
        var signed = file.SignatureFields.Where(f => f.Value is not null).Take(MaxSignatures + 1).ToList();
        if (signed.Count > MaxSignatures)
        {
            return null;
        }

        var fields = signed.Select(f => SignedField.Of(file, f)).OrderBy(f => f.Revision).ToList();
        var digests = new FileDigests(file, fields.Select(f => f.Bytes).OfType<SignedBytes>());
        var evidence = FileEvidence.Of(file);
        foreach (var field in fields.Where(f => f is { Cms: not null, IsTimestamp: false, Bytes: not null }))
        {
            evidence.AddFrom(field.Cms!, field.Revision);
        }

        var proofs = new Proofs(clock.GetUtcNow());
        var certificates = new CertificateJudge(list, sunset, evidence, proofs, askLive);
        var scene = new Scene(digests, sunset, certificates, proofs);
        var reports = await ReportsAsync(scene, fields, cancellation);
        var firstSigned = FirstSigned(file, fields);
        var changes = RevisionChanges.After(file, firstSigned);
        return new JudgedFile(VerdictOf(reports, changes), reports, changes, digests, firstSigned);
    }

    private async ValueTask<List<SignatureReport>> ReportsAsync(
        Scene scene, List<SignedField> fields, CancellationToken cancellation)
    {
        var reports = new Dictionary<SignedField, SignatureReport>(ReferenceEqualityComparer.Instance);
        var stamps = new TimestampValidator(scene);
        foreach (var field in fields.Where(f => f.IsTimestamp).Reverse())
        {
            reports[field] = await stamps.DocumentAsync(field, cancellation);
        }

        var signatures = new SignatureValidator(scene, stamps);
        foreach (var field in fields.Where(f => !f.IsTimestamp))
        {
            reports[field] = await signatures.ValidateAsync(field, cancellation);
        }

        foreach (var report in reports.Values.Where(_ => list.NextUpdate < scene.Proofs.Now))
        {
            report.Findings.Add(Findings.Of("TRUST_LIST_STALE"));
        }

        return [.. fields.Select(f => reports[f])];
    }

    private static string VerdictOf(List<SignatureReport> reports, List<ChangeReport> changes)
    {
        if (changes.Exists(c => c.AltersContent))
        {
            return Indication.TotalFailed.Name();
        }

        return reports.Count == 0 ? IndicationNames.NoSignature
            : Enum.GetValues<Indication>().Order().Select(i => i.Name())
                .First(n => reports.Exists(r => r.Indication == n));
    }

    /// <summary>
    /// Number of the earliest revision that a signature covers, also one that a later revision took away; past the
    /// last one where none does.
    /// </summary>
    private static int FirstSigned(PdfFile file, List<SignedField> fields)
    {
        var first = fields.Select(f => f.Revision).Append(int.MaxValue).Min();
        for (var i = 1; i < Math.Min(first, file.Revisions.Count); i++)
        {
            if (file.AsOf(i)?.SignatureFields.Any(f => f.Value is { } value && SignedBytes.Of(file, value) is not null)
                == true)
            {
                return i;
            }
        }

        return first == int.MaxValue ? file.Revisions.Count + 1 : first;
    }
}

/// <summary>What the judges of one file share.</summary>
internal sealed record Scene(FileDigests Digests, AlgorithmSunset Sunset, CertificateJudge Certificates, Proofs Proofs)
{
    /// <summary>Times that valid tokens inside signed revisions prove, by the revision that first holds them.</summary>
    internal List<(int Revision, DateTimeOffset Time)> Inside { get; } = [];

    /// <summary>The latest time stamp that what was signed in a revision already held.</summary>
    internal DateTimeOffset? LatestBefore(int revision) =>
        Inside.Where(i => i.Revision < revision).Select(i => (DateTimeOffset?)i.Time).Max();
}
