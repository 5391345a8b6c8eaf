using System.Diagnostics.CodeAnalysis;
using Civic.Documents.Objects;

namespace Civic.Documents.Reading;

/// <summary>
/// A PDF file read for checking and for incremental updates. It may come from a stranger: nothing in it makes reading
/// throw, loop or need unbounded memory. Damaged files are not repaired. Not for several threads at a time.
/// </summary>
public sealed class PdfFile
{
    /// <summary>Larger files are refused, in bytes.</summary>
    public const int MaxLength = 256 * 1024 * 1024;

    private const int MaxPages = 100_000;

    private readonly ObjectStore _store;
    private readonly int _revision;
    private IReadOnlyList<PdfSignatureField>? _fields;
    private IReadOnlyList<(PdfReference Reference, PdfDictionary Page)>? _pages;

    private PdfFile(ReadOnlyMemory<byte> bytes, IReadOnlyList<XrefSection> sections, ObjectStore store,
        PdfDictionary catalog, IReadOnlyList<PdfRevision> revisions, int revision)
    {
        (Bytes, Sections, _store, Catalog, Revisions, _revision) =
            (bytes, sections, store, catalog, revisions, revision);
    }

    /// <summary>The whole file as it was given.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The newest trailer, or the dictionary of the newest cross-reference stream.</summary>
    public PdfDictionary Trailer => Revisions[_revision - 1].Trailer;

    /// <summary>The document's root (ISO 32000-1, 7.7.2).</summary>
    public PdfDictionary Catalog { get; }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<PdfRevision> Revisions { get; }

    /// <summary>Bytes after the newest revision's end, which nothing accounts for.</summary>
    public long TrailingBytes => Bytes.Length - Revisions[^1].EndOffset;

    /// <summary>Every object in use, by number.</summary>
    public IEnumerable<int> ObjectNumbers => _store.Numbers;

    /// <summary>The highest number that any revision gave to an object, 0 for none.</summary>
    internal int HighestNumber => _store.HighestNumber;

    /// <summary>Signed or not, in the order of the field tree.</summary>
    public IReadOnlyList<PdfSignatureField> SignatureFields => _fields ??= SignatureFieldReader.Read(_store, Catalog);

    /// <summary>
    /// The limit of <see cref="ReadLimits"/> that was reached, in words for a log. Once there is one, what was read is
    /// not to be relied on.
    /// </summary>
    public string? ExceededLimit => _store.Budget.Exceeded;

    internal IReadOnlyList<XrefSection> Sections { get; }

    /// <summary>Reads the index and the catalog; objects are read when they are asked for.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out PdfFile? file,
        [NotNullWhen(false)] out PdfReadFailure? failure, ReadLimits? limits = null)
    {
        file = null;
        if (bytes.Length > MaxLength)
            failure = new PdfReadFailure.TooLarge("the file");
        else if (!bytes.Span.StartsWith("%PDF-"u8))
            failure = new PdfReadFailure.NotAPdf();
        else
            (file, failure) = Read(bytes, new ReadBudget(limits ?? ReadLimits.Default, bytes.Length));
        return file is not null;
    }

    /// <returns>
    /// What a reference stands for; <see cref="PdfDamaged"/> where it can't be read; the null object for null.
    /// </returns>
    public PdfObject Resolve(PdfObject? value) => _store.Resolve(value);

    /// <inheritdoc cref="Resolve"/>
    public PdfObject Object(int number) => _store.Resolve(new PdfReference(number, _store.GenerationOf(number)));

    /// <summary>The file as it was when a revision was saved, by its number; null where it had no catalog.</summary>
    public PdfFile? AsOf(int revision)
    {
        if (revision == Revisions.Count)
            return this;
        var store = _store.AsOf(revision);
        return store.Resolve(Revisions[revision - 1].Trailer["Root"]) is PdfDictionary catalog
            ? new PdfFile(Bytes, Sections, store, catalog, Revisions, revision)
            : null;
    }

    /// <summary>Number of the revision that wrote an object last; 0 for one that is not there.</summary>
    public int RevisionOf(int number) => _store.RevisionOf(number);

    /// <summary>
    /// Where in an update something stands that neither its index nor an object of its index accounts for, or that two
    /// of them claim: duplicates and other things that readers may see differently. Null where all is accounted for.
    /// </summary>
    /// <param name="revision">Number of an update, 2 or later.</param>
    public long? StrayPlace(int revision) =>
        UpdateLayout.StrayPlace(Bytes, _store.AsOf(revision), Revisions[revision - 2], Revisions[revision - 1]);

    /// <summary>The entry's object, references followed, where it is of that kind; else null.</summary>
    public T? Find<T>(PdfDictionary? dictionary, string key) where T : PdfObject => Resolve(dictionary?[key]) as T;

    /// <summary>Undoes the stream's filters.</summary>
    public bool TryDecode(PdfStream stream, [NotNullWhen(true)] out byte[]? data,
        [NotNullWhen(false)] out PdfReadFailure? failure)
    {
        (data, failure) = StreamFilters.Decode(stream, Resolve, _store.Budget);
        return data is not null;
    }

    /// <summary>The pages in order; a damaged part of the tree is left out.</summary>
    public IReadOnlyList<(PdfReference Reference, PdfDictionary Page)> Pages() => _pages ??= ReadPages();

    private List<(PdfReference Reference, PdfDictionary Page)> ReadPages()
    {
        var (pages, seen) = (new List<(PdfReference, PdfDictionary)>(), new HashSet<PdfReference>());
        var pending = new Stack<PdfObject?>([Catalog["Pages"]]);
        while (pages.Count < MaxPages && pending.TryPop(out var item))
        {
            if (item is not PdfReference reference || !seen.Add(reference)
                || Resolve(reference) is not PdfDictionary node)
                continue;
            if (Find<PdfArray>(node, "Kids") is { } kids)
            {
                for (var i = kids.Count - 1; i >= 0; i--)
                    pending.Push(kids[i]);
            }
            else
            {
                pages.Add((reference, node));
            }
        }
        return pages;
    }

    private static (PdfFile?, PdfReadFailure?) Read(ReadOnlyMemory<byte> bytes, ReadBudget budget)
    {
        var reader = new XrefReader(bytes, budget);
        if (reader.Read() is not { } sections)
            return (null, reader.Failure);
        if (sections.Any(section => section.Trailer["Encrypt"] is not (null or PdfNull)))
            return (null, new PdfReadFailure.Encrypted());
        var revisionReader = new RevisionReader(bytes, budget);
        var revisions = revisionReader.Read(sections);
        var store = new ObjectStore(bytes, revisionReader.Versions, int.MaxValue, budget);
        var catalog = store.Resolve(sections[0].Trailer["Root"]) as PdfDictionary;
        if (budget.Exceeded is { } limit)
            return (null, new PdfReadFailure.TooLarge(limit));
        if (revisions is null)
            return (null, new PdfReadFailure.Damaged("a revision's end mark", sections[0].Offset));
        return catalog?["Pages"] is PdfReference
            ? (new PdfFile(bytes, sections, store, catalog, revisions, revisions.Count), null)
            : (null, new PdfReadFailure.Damaged("the catalog", sections[0].Offset));
    }
}
