namespace Civic.JudicialRecords.Web.Staff;

/// <summary>
/// Which boxes of the clerk's page are ticked. What was unticked before a fresh login stays so; where that is more than
/// an address holds, nothing is ticked: a seal nobody chose would be worse than choosing again.
/// </summary>
internal sealed record SealChoice(IReadOnlySet<Guid>? Left)
{
    private const int MostInAnAddress = 40;
    private const string Nothing = "all";

    internal static SealChoice All { get; } = new(new HashSet<Guid>());

    internal bool Has(Guid id) => Left?.Contains(id) == false;

    internal static SealChoice Of(string? left) =>
        left is null ? All
        : left == Nothing ? new SealChoice((IReadOnlySet<Guid>?)null)
        : new SealChoice(left.Split('.').Select(Parse).OfType<Guid>().ToHashSet());

    internal static string Query(IReadOnlyList<Guid> left) => left.Count switch
    {
        0 => "",
        <= MostInAnAddress => "?left=" + string.Join('.', left.Select(id => id.ToString("N"))),
        _ => "?left=" + Nothing,
    };

    private static Guid? Parse(string text) => Guid.TryParseExact(text, "N", out var id) ? id : null;
}
