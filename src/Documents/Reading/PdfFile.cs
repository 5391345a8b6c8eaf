using System.Diagnostics.CodeAnalysis;
using Civic.Documents.Objects;

namespace Civic.Documents.Reading;

/// <summary>
/// A PDF file read for checking and for incremental updates. It may come from a stranger: nothing in it makes reading
/// throw, loop or need unbounded memory. Damaged files are not repaired. Not for several threads at a time.
/// </summary>
public sealed class PdfFile
{
    /// <summary>Larger files are refused.</summary>
    public const int MaxLength = 256 * 1024 * 1024;

    private const int MaxPages = 100_000;

    private readonly ObjectStore _store;
    private IReadOnlyList<PdfSignatureField>? _fields;

    private PdfFile(ReadOnlyMemory<byte> bytes, IReadOnlyList<XrefSection> sections, ObjectStore store,
        PdfDictionary catalog, IReadOnlyList<PdfRevision> revisions)
    {
        (Bytes, Sections, _store, Catalog, Revisions) = (bytes, sections, store, catalog, revisions);
    }

    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The newest trailer, or the dictionary of the newest cross-reference stream.</summary>
    public PdfDictionary Trailer => Sections[0].Trailer;

    public PdfDictionary Catalog { get; }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<PdfRevision> Revisions { get; }

    /// <summary>Bytes after the newest revision's end, which nothing accounts for.</summary>
    public long TrailingBytes => Bytes.Length - Revisions[^1].EndOffset;

    /// <summary>Every object in use, by number.</summary>
    public IEnumerable<int> ObjectNumbers => _store.Numbers;

    public IReadOnlyList<PdfSignatureField> SignatureFields => _fields ??= SignatureFieldReader.Read(_store, Catalog);

    internal IReadOnlyList<XrefSection> Sections { get; }

    public static bool TryRead(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out PdfFile? file,
        [NotNullWhen(false)] out PdfReadFailure? failure)
    {
        file = null;
        if (bytes.Length > MaxLength)
            failure = new PdfReadFailure.TooLarge("the file");
        else if (!bytes.Span.StartsWith("%PDF-"u8))
            failure = new PdfReadFailure.NotAPdf();
        else
            (file, failure) = Read(bytes);
        return file is not null;
    }

    /// <returns>
    /// What a reference stands for; <see cref="PdfDamaged"/> where it can't be read; the null object for null.
    /// </returns>
    public PdfObject Resolve(PdfObject? value) => _store.Resolve(value);

    public PdfObject Object(int number) => _store.Resolve(new PdfReference(number, _store.GenerationOf(number)));

    /// <summary>The entry's object, references followed, where it is of that kind; else null.</summary>
    public T? Find<T>(PdfDictionary? dictionary, string key) where T : PdfObject => Resolve(dictionary?[key]) as T;

    /// <summary>Undoes the stream's filters.</summary>
    public bool TryDecode(PdfStream stream, [NotNullWhen(true)] out byte[]? data,
        [NotNullWhen(false)] out PdfReadFailure? failure)
    {
        (data, failure) = StreamFilters.Decode(stream, Resolve);
        return data is not null;
    }

    /// <summary>The pages in order; a damaged part of the tree is left out.</summary>
    public IReadOnlyList<(PdfReference Reference, PdfDictionary Page)> Pages()
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

    private static (PdfFile?, PdfReadFailure?) Read(ReadOnlyMemory<byte> bytes)
    {
        var reader = new XrefReader(bytes);
        if (reader.Read() is not { } sections)
            return (null, reader.Failure);
        if (sections.Any(section => section.Trailer["Encrypt"] is not (null or PdfNull)))
            return (null, new PdfReadFailure.Encrypted());
        if (RevisionReader.Read(bytes, sections) is not { } revisions)
            return (null, new PdfReadFailure.Damaged("a revision's end mark", sections[0].Offset));
        var store = new ObjectStore(bytes, sections);
        return store.Resolve(sections[0].Trailer["Root"]) is PdfDictionary catalog && catalog["Pages"] is PdfReference
            ? (new PdfFile(bytes, sections, store, catalog, revisions), null)
            : (null, new PdfReadFailure.Damaged("the catalog", sections[0].Offset));
    }
}
