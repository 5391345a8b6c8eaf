using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Civic.NationalPortal.Dossiers;

/// <summary>Dossiers and their progress as agencies synchronized them, by code (MaHoSo), for this run.</summary>
internal sealed class DossierStore
{
    private readonly ConcurrentDictionary<string, Entry> _all = new(StringComparer.Ordinal);

    internal bool Add(string code, JsonObject dossier) => _all.TryAdd(code, new(dossier));

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

    internal bool Progress(string code, JsonObject step)
    {
        if (!_all.TryGetValue(code, out var entry))
        {
            return false;
        }

        lock (entry)
        {
            entry.Steps.Add(step);
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

    private sealed class Entry(JsonObject dossier)
    {
        internal JsonObject Dossier { get; set; } = dossier;

        internal List<JsonObject> Steps { get; } = [];
    }
}
