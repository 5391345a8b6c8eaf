using System.Reflection;
using Civic.JudicialRecords.Requests;

namespace Civic.JudicialRecords.Tests.Workflows;

/// <summary>Copies of rows, so that one past can have several futures.</summary>
internal static class Copies
{
    private static readonly MethodInfo Copy =
        typeof(object).GetMethod("MemberwiseClone", BindingFlags.Instance | BindingFlags.NonPublic)!;
    private static readonly PropertyInfo History = typeof(Dossier).GetProperty(nameof(Dossier.History))!;

    internal static T Of<T>(T row)
        where T : class => (T)Copy.Invoke(row, null)!;

    internal static Dossier Of(Dossier dossier, IEnumerable<StateChange> history)
    {
        var copy = Of(dossier);
        History.SetValue(copy, history.ToList());
        return copy;
    }
}
