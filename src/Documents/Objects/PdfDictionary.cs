namespace Civic.Documents.Objects;

/// <summary>A dictionary with its entries in the file's order.</summary>
public sealed record PdfDictionary(IReadOnlyList<KeyValuePair<string, PdfObject>> Entries) : PdfObject
{
    /// <summary>One without entries.</summary>
    public static PdfDictionary Empty { get; } = new([]);

    /// <summary>
    /// Whether a key stands there twice. Readers differ in which one they take, which attacks on signed files use.
    /// </summary>
    public bool HasDuplicateKeys
    {
        get
        {
            if (Entries.Count > 24)
                return Entries.DistinctBy(entry => entry.Key).Count() != Entries.Count;
            for (var i = 1; i < Entries.Count; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    if (Entries[i].Key == Entries[j].Key)
                        return true;
                }
            }
            return false;
        }
    }

    /// <returns>The entry as it stands, perhaps a reference; the last of duplicates; null without one.</returns>
    public PdfObject? this[string key]
    {
        get
        {
            for (var i = Entries.Count - 1; i >= 0; i--)
            {
                if (Entries[i].Key == key)
                    return Entries[i].Value;
            }
            return null;
        }
    }

    /// <summary>Whether a key's value is this name, written directly.</summary>
    public bool IsName(string key, string value) => this[key] is PdfName name && name.Value == value;
}
