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
    public static FieldError[] Summary(this ModelStateDictionary state) =>
        [.. from entry in state
            from error in entry.Value!.Errors
            select new FieldError(FieldId(entry.Key), error.ErrorMessage)];

    public static string FieldId(string name) => name.Replace('.', '_').Replace('[', '_').Replace(']', '_');

    public static string? ErrorOf(this ModelStateDictionary state, string name) =>
        state.TryGetValue(name, out var entry) && entry.Errors.Count > 0 ? entry.Errors[0].ErrorMessage : null;
}
