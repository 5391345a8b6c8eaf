using Civic.Documents.Objects;
using Civic.Documents.Reading;

namespace Civic.Signing.Validation;

/// <summary>
/// Object numbers that a file refers to though nothing is there yet: an update could put something unsigned into their
/// place without changing any object.
/// </summary>
internal static class DanglingReferences
{
    private const int MaxVisits = 2_000_000;

    internal static HashSet<int> Of(PdfFile file)
    {
        var (dangling, seen) = (new HashSet<int>(), new HashSet<int>());
        var pending = new Stack<PdfObject>();
        pending.Push(file.Trailer);
        for (var visits = 0; visits < MaxVisits && pending.TryPop(out var item); visits++)
        {
            switch (item)
            {
                case PdfReference reference when seen.Add(reference.Number):
                    var target = file.Resolve(reference);
                    if (target is PdfNull)
                    {
                        dangling.Add(reference.Number);
                    }

                    pending.Push(target);
                    break;
                case PdfArray array:
                    PushAll(pending, array.Items);
                    break;
                case PdfDictionary dictionary:
                    PushAll(pending, dictionary.Entries.Select(e => e.Value));
                    break;
                case PdfStream stream:
                    pending.Push(stream.Dictionary);
                    break;
                default:
                    break;
            }
        }

        return dangling;
    }

    private static void PushAll(Stack<PdfObject> pending, IEnumerable<PdfObject> items)
    {
        foreach (var item in items)
        {
            pending.Push(item);
        }
    }
}
