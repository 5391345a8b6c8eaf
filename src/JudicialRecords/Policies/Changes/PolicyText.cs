namespace Civic.JudicialRecords.Policies.Changes;

/// <summary>A text by which fees were decided, whether it shipped or was put in force; kept for ever.</summary>
internal sealed class PolicyText
{
    /// <summary>As <see cref="PolicyPack.Digest"/>, which traces name.</summary>
    public required string Digest { get; init; }

    /// <summary>Of the pack, when the text was first used.</summary>
    public required string Name { get; init; }

    public required string Content { get; init; }

    public required DateTimeOffset KeptAt { get; init; }
}
