using Civic.JudicialRecords.Policies;
using Civic.Shared.Identity;
using Civic.Shared.Web;

namespace Civic.JudicialRecords.Fees;

/// <summary>Collects the lines of an assessment under the ids of the rows that they rest on.</summary>
internal sealed class FeeTrace
{
    private const string NoteMark = "pack:";
    private readonly FeeSchedule _schedule;
    private readonly List<FeeLine> _lines = [];

    internal FeeTrace(FeeSchedule schedule, PolicyPack pack)
    {
        (_schedule, Pack) = (schedule, pack);
        _lines.AddRange(NotesOf(pack));
    }

    internal PolicyPack Pack { get; }

    internal IReadOnlyList<FeeLine> Lines => _lines;

    /// <summary>What the pack says of itself, which every trace repeats and no amount follows from.</summary>
    internal static IEnumerable<FeeLine> NotesOf(PolicyPack pack) => pack.Assumption is { } assumption
        ? [new FeeLine(NoteMark + pack.Name, assumption, Money.Zero, pack.Name, Flag: true)]
        : [];

    internal static bool IsNote(FeeLine line) => line.Clause.StartsWith(NoteMark, StringComparison.Ordinal);

    internal void Add(string clause, Bilingual because, Money amount, string evidence, bool flag = false) =>
        Add(_schedule, clause, because, amount, evidence, flag);

    internal void Explain(string clause, Bilingual because, string evidence) =>
        Add(clause, because, Money.Zero, evidence);

    internal void Support(CitySupport support, string clause, Bilingual because, Money amount, string evidence) =>
        Add(support, clause, because, amount, evidence, flag: false);

    private void Add(DatedRow row, string clause, Bilingual because, Money amount, string evidence, bool flag)
    {
        var basis = new Bilingual($"{row.Basis.Vi}: {because.Vi}", $"{row.Basis.En}: {because.En}");
        if (row.Unconfirmed is { } unconfirmed)
        {
            basis = new($"{basis.Vi} ({unconfirmed.Vi})", $"{basis.En} ({unconfirmed.En})");
        }

        _lines.Add(
            new(
                $"{row.Id}:{clause}",
                basis,
                amount,
                evidence.Length > 0 ? evidence : row.Id,
                flag || row.Unconfirmed is not null
            )
        );
    }
}
