using System.Text.Json.Nodes;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;

namespace Civic.JudicialRecords.Delivery.Results;

/// <summary>
/// The words of one bite to the portal, many in one call by each of its operations. Where it refuses a call, each of
/// its words is asked by itself, so that one holds up no other; a dossier that it does not know is told as a whole.
/// </summary>
internal sealed class PortalLists(JudicialDbContext database, PortalText text, ResultChannels channels)
{
    /// <summary>What was tried so often without success goes by itself.</summary>
    private const int TriesInAList = 3;

    /// <summary>There is no such dossier.</summary>
    private const string Unknown = "04";

    /// <summary>An operation, and its isUpdating where it has one.</summary>
    private enum Form
    {
        First,
        Step,
        Update,
    }

    /// <summary>Reads what these words are about.</summary>
    /// <returns>Tells one of them; the first of a list tells them all.</returns>
    internal async Task<Func<ResultDelivery, CancellationToken, Task<ResultAnswer>>> ReadAsync(
        IReadOnlyCollection<ResultDelivery> words, CancellationToken cancellation)
    {
        var about = await PortalSubjects.ReadAsync(database, words, cancellation);
        var lists = new Dictionary<ResultDelivery, ListCall<ResultAnswer>>();
        foreach (var list in words.Where(w => w.Attempts <= TriesInAList).GroupBy(w => FormOf(w, about))
            .Where(g => g.Count() > 1))
        {
            var told = new ListCall<ResultAnswer>(stop => TellListAsync(list.Key, [.. list], about, stop));
            foreach (var word in list)
            {
                lists[word] = told;
            }
        }

        return async (word, stop) =>
            lists.TryGetValue(word, out var list) && await list.AskAsync(stop) is var answer && SpeaksForAll(answer)
                ? answer
                : await TellAsync(FormOf(word, about), [word], about, stop);
    }

    private static bool SpeaksForAll(ResultAnswer answer) => answer.Taken || answer == ResultChannels.Unreachable;

    /// <summary>One that can't be put into words is found when each is asked by itself.</summary>
    private async Task<ResultAnswer> TellListAsync(
        Form form, IReadOnlyList<ResultDelivery> words, PortalSubjects about, CancellationToken cancellation)
    {
        try
        {
            return await TellAsync(form, words, about, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new(false, e.GetType().Name);
        }
    }

    private async Task<ResultAnswer> TellAsync(
        Form form, IReadOnlyList<ResultDelivery> words, PortalSubjects about, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var answer = await SayAsync(form);
        if (form == Form.First || answer.Code != Unknown)
        {
            return answer;
        }

        // Its first word was lost, or the portal forgot it, or it is older than these words.
        var anew = await SayAsync(Form.First);
        return anew.Taken ? await SayAsync(form) : anew;

        Task<ResultAnswer> SayAsync(Form said) => channels.TellPortalAsync(
            said == Form.Step ? "CapNhatTienDoHoSoMC" : "DongBoHoSoMC", Body(said, words, about), cancellation);
    }

    private JsonObject Body(Form form, IEnumerable<ResultDelivery> words, PortalSubjects about)
    {
        var body = new JsonObject();
        if (form != Form.Step)
        {
            body["isUpdating"] = form == Form.Update ? "True" : "False";
        }

        body["data"] = new JsonArray([.. words.Select(word => form == Form.Step
            ? text.Step(about.Dossiers[word.DossierId], about.Changes[word.StateChangeId!.Value])
            : Whole(about.Dossiers[word.DossierId], about))]);
        return body;
    }

    private JsonObject Whole(Dossier dossier, PortalSubjects about) => text.Whole(
        dossier, dossier.State == DossierState.Returned ? about.Results[dossier.Id] : null);

    private static Form FormOf(ResultDelivery word, PortalSubjects about) => word switch
    {
        { Kind: ResultKind.State, StateChangeId: { } change } =>
            about.Changes[change].From is null ? Form.First : Form.Step,
        { Kind: ResultKind.Anew } => Form.First,
        _ => Form.Update,
    };
}
