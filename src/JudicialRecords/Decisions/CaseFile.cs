using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Civic.JudicialRecords.Expungement;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Records;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Decisions;

/// <summary>
/// Everything on which the result rests: declaration, the latest answer of each register, decisions taken.
/// </summary>
internal sealed class CaseFile
{
    internal static readonly string[] Required = ["population", "judicial", "police"];

    private static readonly JsonSerializerOptions Keyed =
        new(LawJson.Options) { Encoder = JavaScriptEncoder.Default };

    /// <param name="dossier">Whose.</param>
    /// <param name="answers">In order of time, as are the acts.</param>
    /// <param name="acts">By anybody.</param>
    private CaseFile(Dossier dossier, IReadOnlyList<RegisterAnswer> answers, IReadOnlyList<StaffAct> acts)
    {
        Dossier = dossier;
        Declaration = Declarations.Of(dossier);
        Answers = answers.GroupBy(a => a.Register).ToDictionary(g => g.Key, g => g.Last());
        Acts = acts;
        Judicial = Answers.GetValueOrDefault("judicial").FactsOf<JudicialFacts>();
        Traces = Answers.GetValueOrDefault("police").FactsOf<IReadOnlyList<PoliceTrace>>()?.Value ?? [];
        Matches =
        [
            .. (Judicial?.Value.PossibleMatches ?? []).Select(m => new MatchCase(
                m,
                KeyOf(m),
                Latest(DecideMatch.Action, KeyOf(m))
            )),
        ];
        Errors = [.. Declaration.RegisterErrors.Select(e => new ErrorCase(e, Latest(DecideError.Action, e.Field)))];
        Declaration = AcceptedReports.Apply(Declaration, Errors);
        Result = dossier.ResultJson is { } json ? LawJson.Read<ConvictionResult>(json) : null;
        Cases = Result is null ? [] : CasesOf(Result);
        TraceCases = [.. Traces.Select(Case)];
    }

    internal Dossier Dossier { get; }

    /// <summary>As it was frozen, but for register fields that an officer found wrong as reported.</summary>
    internal Declaration Declaration { get; }

    internal IReadOnlyDictionary<string, RegisterAnswer> Answers { get; }

    internal IReadOnlyList<StaffAct> Acts { get; }

    internal KeptFacts<JudicialFacts>? Judicial { get; }

    internal IReadOnlyList<PoliceTrace> Traces { get; }

    internal IReadOnlyList<MatchCase> Matches { get; }

    internal IReadOnlyList<ErrorCase> Errors { get; }

    internal ConvictionResult? Result { get; }

    /// <summary>Each judgment of the result, with what an officer decided on it.</summary>
    internal IReadOnlyList<JudgmentCase> Cases { get; }

    internal IReadOnlyList<TraceCase> TraceCases { get; }

    internal bool RecordsComplete => Required.All(r => Answers.GetValueOrDefault(r).IsUsable());

    /// <summary>Whether the rules and registers alone do not settle the result, decided meanwhile or not.</summary>
    internal bool OfficerMustDecide =>
        Cases.Any(c => c.Computed.NeedsOfficer) || TraceCases.Any(t => t.NeedsOfficer);

    /// <summary>
    /// No conviction, and nothing that anybody had to decide: only such a dossier is worked on as one of a list.
    /// </summary>
    internal bool IsPlain =>
        this is { SaysConvicted: false, OfficerMustDecide: false, Matches.Count: 0 }
            and { Result.Findings.Count: 0, Errors.Count: 0, Dossier.MisuseReportedAt: null };

    /// <summary>
    /// What is attached to the person: own entries, and those of matches decided to be the same person.
    /// </summary>
    internal IReadOnlyList<JudgmentFacts> Judgments =>
        [.. Judicial?.Value.Judgments ?? [], .. Matches.Where(m => m.IsSamePerson).SelectMany(m => m.Match.Judgments)];

    internal IReadOnlyList<BusinessBan> Bans =>
        [.. Judicial?.Value.Bans ?? [], .. Matches.Where(m => m.IsSamePerson).SelectMany(m => m.Match.Bans)];

    /// <summary>Whether the certificate says "có án tích"; null while an officer has to decide.</summary>
    internal bool? SaysConvicted =>
        Result is not null && Matches.All(m => m.Decision is not null)
            && Cases.All(c => c.IsSettled) && TraceCases.All(t => t.IsSettled)
                ? Cases.Any(c => c.Concluded.Standing == JudgmentStanding.Active)
                : null;

    internal static async Task<CaseFile> LoadAsync(
        JudicialDbContext database, Dossier dossier, CancellationToken cancellation) =>
        (await LoadAsync(database, [dossier], cancellation))[0];

    /// <summary>In the order given, with two queries however many they are.</summary>
    internal static async Task<IReadOnlyList<CaseFile>> LoadAsync(
        JudicialDbContext database, IReadOnlyList<Dossier> dossiers, CancellationToken cancellation)
    {
        var ids = dossiers.Select(d => d.Id).ToList();
        var answers = (await database.RegisterAnswers.AsNoTracking()
            .Where(a => ids.Contains(a.DossierId)).OrderBy(a => a.At).ThenBy(a => a.Id).ToListAsync(cancellation))
            .ToLookup(a => a.DossierId);
        var acts = (await database.StaffActs.AsNoTracking()
            .Where(a => ids.Contains(a.DossierId)).OrderBy(a => a.At).ThenBy(a => a.Id).ToListAsync(cancellation))
            .ToLookup(a => a.DossierId);
        return [.. dossiers.Select(d => new CaseFile(d, [.. answers[d.Id]], [.. acts[d.Id]]))];
    }

    /// <summary>The file as it is with one more act, not saved yet.</summary>
    internal CaseFile With(StaffAct act) => new(Dossier, [.. Answers.Values], [.. Acts, act]);

    /// <summary>The file with answers that are not saved yet, and with the dossier's result as it is now.</summary>
    internal CaseFile With(RegisterAnswer[] answers) => new(Dossier, [.. Answers.Values, .. answers], Acts);

    internal ConvictionResult Judge(DateOnly asOf, PolicyPack pack) =>
        ExpungementRules.Judge(Judgments, BirthDate.From(Declaration.Person.BirthDate), asOf, pack);

    internal IReadOnlyList<JudgmentCase> CasesOf(ConvictionResult result) => [.. result.Findings.Select(Case)];

    /// <summary>Whether the result, as of a later day or by later rules, is the one that was decided on.</summary>
    internal bool StillSays(ConvictionResult later) =>
        SaysConvicted is not null && later.Findings.Select(KeyOf).SequenceEqual(Cases.Select(c => c.Key));

    private JudgmentCase Case(JudgmentFinding finding) =>
        new(finding, KeyOf(finding), Latest(DecideJudgment.Action, KeyOf(finding)));

    /// <summary>
    /// Pending proceedings are none of a certificate's matter; the same judgment at both registers needs nobody.
    /// </summary>
    private TraceCase Case(PoliceTrace trace)
    {
        var key = Digest(trace);
        var mayBeJudgment = trace.Outcome is PoliceTraceOutcome.Judgment or PoliceTraceOutcome.Unknown;
        return new(
            trace, key, mayBeJudgment && Judgments.All(j => j.Number != trace.JudgmentNumber),
            Latest(DecideTrace.Action, key));
    }

    /// <summary>The judgment and all that the rules make of it, but for the words.</summary>
    private static string KeyOf(JudgmentFinding finding) =>
        Digest(new
        {
            finding.Judgment,
            finding.Standing,
            finding.Start,
            finding.End,
            Reasons = finding.Reasons.Select(r => (r.Code, r.Flag).ToString()),
        });

    /// <summary>
    /// The same entry has the same key at the next search, so that a decision on it holds on; the form that is digested
    /// therefore stays as it was at the first decision, with its escapes.
    /// </summary>
    private static string KeyOf(PossibleMatch match) => Digest(match);

    private static string Digest<T>(T facts) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(facts, Keyed)))[..16];

    private StaffAct? Latest(string action, string subject) =>
        Acts.LastOrDefault(a => a.Action == action && a.Subject == subject);
}

/// <summary>Somebody on record who may be the person, and how an officer decided.</summary>
internal sealed record MatchCase(PossibleMatch Match, string Key, StaffAct? Decision)
{
    internal bool IsSamePerson => Decision?.Choice == DecideMatch.Same;
}

/// <summary>A field reported wrong ("báo sai"), and how an officer decided.</summary>
internal sealed record ErrorCase(RegisterErrorReport Report, StaffAct? Decision);
