using Civic.Documents.Objects;
using Civic.Documents.Reading;

namespace Civic.Signing.Validation.Revisions;

/// <summary>
/// Every object that a reader can reach from the trailer, with what it is for: pages first, so that whatever a page
/// shows counts as shown. Numbers that are referred to though nothing is there yet are in it too, because an update
/// could put something into their place without changing any object.
/// </summary>
internal sealed class RoleMap
{
    private readonly PdfFile _file;
    private readonly Dictionary<int, Place> _places = [];
    private readonly Stack<(PdfObject Object, Place Place)> _pending = new();

    private RoleMap(PdfFile file) => _file = file;

    internal static RoleMap Of(PdfFile file)
    {
        var map = new RoleMap(file);
        map.Walk();
        return map;
    }

    /// <returns>Null where nothing leads to the object.</returns>
    internal Place? Find(int number) => _places.TryGetValue(number, out var place) ? place : null;

    private void Walk()
    {
        if (_file.Trailer["Root"] is PdfReference root)
        {
            _places.TryAdd(root.Number, new Place(Role.Catalog));
        }

        WalkPages();
        Push(_file.Catalog["AcroForm"], new Place(Role.Form));
        Drain();
        PushEntries(_file.Catalog, new Place(Role.Catalog));
        Drain();
        Push(_file.Trailer["Info"], new Place(Role.Information));
        Push(_file.Catalog["DSS"], new Place(Role.ValidationData));
        Drain();
    }

    private void WalkPages()
    {
        var pages = _file.Pages();
        for (var i = 0; i < pages.Count; i++)
        {
            _places.TryAdd(pages[i].Reference.Number, new Place(Role.Page, i + 1));
        }

        for (var i = 0; i < pages.Count; i++)
        {
            PushEntries(pages[i].Page, new Place(Role.Page, i + 1));
            Drain();
        }

        Push(_file.Catalog["Pages"], new Place(Role.PageTree));
        Drain();
    }

    private void Drain()
    {
        while (_file.ExceededLimit is null && _pending.TryPop(out var next))
        {
            switch (next.Object)
            {
                case PdfArray array:
                    foreach (var item in array.Items)
                    {
                        Push(item, next.Place);
                    }

                    break;
                case PdfDictionary dictionary:
                    PushEntries(dictionary, OwnPlace(dictionary, next.Place));
                    break;
                case PdfStream stream:
                    PushEntries(stream.Dictionary, next.Place);
                    break;
                default:
                    break;
            }
        }
    }

    private void PushEntries(PdfDictionary dictionary, Place place)
    {
        foreach (var (key, value) in dictionary.Entries)
        {
            if (value is PdfReference or PdfArray or PdfDictionary
                && RoleRules.OfEntry(place, key) is { } inner)
            {
                Push(value, inner);
            }
        }
    }

    private void Push(PdfObject? value, Place place)
    {
        if (value is PdfReference reference)
        {
            if (_places.ContainsKey(reference.Number))
            {
                return;
            }

            var target = _file.Resolve(reference);
            place = OwnPlace(target as PdfDictionary, place);
            _places.Add(reference.Number, place.Role is Role.SignatureField && place.Field == 0
                ? place with { Field = reference.Number }
                : place);
            value = target;
            place = _places[reference.Number];
        }

        if (value is PdfArray or PdfDictionary or PdfStream)
        {
            _pending.Push((value, place));
        }
    }

    /// <summary>Members of a list of annotations or fields are told apart by what they say of themselves.</summary>
    private Place OwnPlace(PdfDictionary? dictionary, Place place)
    {
        if (dictionary is null || place.Role is not (Role.AnnotationList or Role.FieldList or Role.FormField))
        {
            return place;
        }

        var isWidget = place.Role != Role.AnnotationList || dictionary.IsName("Subtype", "Widget");
        var type = _file.Resolve(dictionary["FT"]) as PdfName
            ?? _file.Find<PdfName>(_file.Find<PdfDictionary>(dictionary, "Parent"), "FT");
        return place with
        {
            Role = !isWidget ? Role.Annotation : type?.Value == "Sig" ? Role.SignatureField : Role.FormField,
        };
    }
}
