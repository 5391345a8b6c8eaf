using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Civic.NationalPortal.Dossiers;

/// <summary>Dossiers and their progress as agencies synchronized them, by code (MaHoSo), for this run.</summary>
internal sealed class DossierStore
{
    private readonly ConcurrentDictionary<string, Entry> _all = new(StringComparer.Ordinal);

    internal bool Add(string code, JsonObject dossier) => _all.TryAdd(code, new(dossier));

    internal void Forget(IEnumerable<string> codes)
    {
        foreach (var code in codes)
        {
            _all.TryRemove(code, out _);
        }
    }

    internal bool Update(string code, JsonObject dossier)
    {
        if (!_all.TryGetValue(code, out var entry))
        {
            return false;
        }

        lock (entry)
        {
            entry.Dossier = dossier;
        }

        return true;
    }

    /// <summary>The state told last is the dossier's; a step that comes again or late undoes none.</summary>
    internal bool Progress(string code, JsonObject step)
    {
        if (!_all.TryGetValue(code, out var entry))
        {
            return false;
        }

        lock (entry)
        {
            var at = TimeOf(step);
            if (entry.Steps.Exists(s => TimeOf(s) == at && StateOf(s) == StateOf(step)))
            {
                return true;
            }

            // Times are yyyyMMddHHmmss; of one second, what comes later is the later.
            var later = entry.Steps.FindIndex(s => string.CompareOrdinal(TimeOf(s), at) > 0);
            entry.Steps.Insert(later < 0 ? entry.Steps.Count : later, step);
            if (later < 0)
            {
                entry.Dossier["TrangThaiHoSo"] = StateOf(step);
            }
        }

        return true;
    }

    internal JsonObject? Find(string code)
    {
        if (!_all.TryGetValue(code, out var entry))
        {
            return null;
        }

        lock (entry)
        {
            var found = entry.Dossier.DeepClone().AsObject();
            found["TienDo"] = new JsonArray([.. entry.Steps.Select(s => s.DeepClone())]);
            return found;
        }
    }

    private static string TimeOf(JsonObject step) => step["ThoiDiemXuLy"]!.ToString();

    private static string StateOf(JsonObject step) => step["TrangThai"]!.ToString();

    private sealed class Entry(JsonObject dossier)
    {
        internal JsonObject Dossier { get; set; } = dossier;

        internal List<JsonObject> Steps { get; } = [];
    }
}
