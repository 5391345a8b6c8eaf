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

    private CaseFile(Dossier dossier, IReadOnlyList<RegisterAnswer> answers, IReadOnlyList<StaffAct> acts)
    {
        Dossier = dossier;
        Declaration = Declarations.Of(dossier);
        Answers = answers.GroupBy(a => a.Register).ToDictionary(g => g.Key, g => g.MaxBy(a => a.At)!);
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
        ResultDecision = acts.Where(a => a.Action == DecideResult.Action && a.At >= (dossier.RecordsFetchedAt ?? a.At))
            .MaxBy(a => a.At);
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

    /// <summary>The officer's own decision on the result, taken since the records were last fetched.</summary>
    internal StaffAct? ResultDecision { get; }

    internal bool RecordsComplete => Required.All(r => Answers.GetValueOrDefault(r).IsUsable());

    /// <summary>
    /// A trace at the police whose judgment the judicial register does not hold is for the officer to clear.
    /// </summary>
    internal bool PoliceNeedsJudgement =>
        Traces.Any(t =>
            t.Outcome is PoliceTraceOutcome.Judgment or PoliceTraceOutcome.Unknown
            && Judgments.All(j => j.Number != t.JudgmentNumber)
        );

    internal bool OfficerMustDecide =>
        Result is { Use: ResultUse.OfficerDecides } or ConvictionResult.NeedsVerification || PoliceNeedsJudgement;

    /// <summary>
    /// No conviction, and nothing that anybody had to decide: only such a dossier is worked on as one of a list.
    /// </summary>
    internal bool IsPlain =>
        this is { SaysConvicted: false, OfficerMustDecide: false, ResultDecision: null, Matches.Count: 0 }
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
        (ResultDecision?.Choice, Result) switch
        {
            (DecideResult.Convicted, _) => true,
            (DecideResult.Clear, _) => false,
            _ when OfficerMustDecide => null,
            (_, ConvictionResult.Convicted) => true,
            (_, ConvictionResult.Clear) => false,
            _ => null,
        };

    internal static async Task<CaseFile> LoadAsync(
        JudicialDbContext database, Dossier dossier, CancellationToken cancellation) =>
        (await LoadAsync(database, [dossier], cancellation))[0];

    /// <summary>In the order given, with two queries however many they are.</summary>
    internal static async Task<IReadOnlyList<CaseFile>> LoadAsync(
        JudicialDbContext database, IReadOnlyList<Dossier> dossiers, CancellationToken cancellation)
    {
        var ids = dossiers.Select(d => d.Id).ToList();
        var answers = (await database.RegisterAnswers.AsNoTracking()
            .Where(a => ids.Contains(a.DossierId)).ToListAsync(cancellation)).ToLookup(a => a.DossierId);
        var acts = (await database.StaffActs.AsNoTracking()
            .Where(a => ids.Contains(a.DossierId)).OrderBy(a => a.At).ToListAsync(cancellation))
            .ToLookup(a => a.DossierId);
        return [.. dossiers.Select(d => new CaseFile(d, [.. answers[d.Id]], [.. acts[d.Id]]))];
    }

    /// <summary>The file as it is with one more act, not saved yet.</summary>
    internal CaseFile With(StaffAct act) => new(Dossier, [.. Answers.Values], [.. Acts, act]);

    /// <summary>The file with answers that are not saved yet, and with the dossier's result as it is now.</summary>
    internal CaseFile With(RegisterAnswer[] answers) => new(Dossier, [.. Answers.Values, .. answers], Acts);

    internal ConvictionResult Judge(DateOnly asOf, PolicyPack pack) =>
        ExpungementRules.Judge(Judgments, BirthDate.From(Declaration.Person.BirthDate), asOf, pack);

    /// <summary>What of a result a later one must agree with.</summary>
    internal static string Gist(ConvictionResult result) =>
        string.Join(
            '|',
            result
                .Findings.Select(f => $"{f.Judgment.Number} {f.Standing} {f.End:yyyy-MM-dd}")
                .Prepend(result.GetType().Name)
        );

    /// <summary>
    /// The same entry has the same key at the next search, so that a decision on it holds on; the form that is digested
    /// therefore stays as it was at the first decision, with its escapes.
    /// </summary>
    private static string KeyOf(PossibleMatch match) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(match, Keyed)))[..16];

    private StaffAct? Latest(string action, string subject) =>
        Acts.Where(a => a.Action == action && a.Subject == subject).MaxBy(a => a.At);
}

/// <summary>Somebody on record who may be the person, and how an officer decided.</summary>
internal sealed record MatchCase(PossibleMatch Match, string Key, StaffAct? Decision)
{
    internal bool IsSamePerson => Decision?.Choice == DecideMatch.Same;
}

/// <summary>A field reported wrong ("báo sai"), and how an officer decided.</summary>
internal sealed record ErrorCase(RegisterErrorReport Report, StaffAct? Decision);
