using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Civic.Shared.Web;

/// <summary>
/// An error that a person can act on: which field, and what to do, for the summary at the top of a form.
/// </summary>
public sealed record FieldError(string FieldId, string Message);

public static class PageErrors
{
    /// <summary>
    /// The errors of a form in the order of its fields; ids are the field names with dots as underscores.
    /// </summary>
    /// <param name="order">Names as they stand on the page, rows as Name[].Field; fields not named come last.</param>
    public static FieldError[] Summary(this ModelStateDictionary state, IReadOnlyList<string>? order = null) =>
        [.. from entry in state
            from error in entry.Value!.Errors
            let place = PlaceOf(entry.Key, order ?? [])
            orderby place.Group, place.Row, place.Field
            select new FieldError(FieldId(entry.Key), error.ErrorMessage)];

    private static (int Group, int Row, int Field) PlaceOf(string name, IReadOnlyList<string> order)
    {
        var (open, close) = (name.IndexOf('[', StringComparison.Ordinal), name.IndexOf(']', StringComparison.Ordinal));
        var isRow = open > 0 && close > open;
        var plain = isRow ? $"{name[..(open + 1)]}{name[close..]}" : name;
        var field = IndexOf(order, f => f == plain);
        var group = isRow ? IndexOf(order, f => f.StartsWith(name[..(open + 1)], StringComparison.Ordinal)) : field;
        return (group, isRow && int.TryParse(name[(open + 1)..close], out var row) ? row : 0, field);
    }

    private static int IndexOf(IReadOnlyList<string> order, Func<string, bool> fits)
    {
        for (var i = 0; i < order.Count; i++)
        {
            if (fits(order[i]))
            {
                return i;
            }
        }

        return int.MaxValue;
    }

    public static string FieldId(string name) => name.Replace('.', '_').Replace('[', '_').Replace(']', '_');

    public static string? ErrorOf(this ModelStateDictionary state, string name) =>
        state.TryGetValue(name, out var entry) && entry.Errors.Count > 0 ? entry.Errors[0].ErrorMessage : null;
}
