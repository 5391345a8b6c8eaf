namespace Civic.Shared.Identity;

/// <summary>
/// How strongly a login proved the person: levels 01 and 02 of Decree 69/2024/NĐ-CP. None is the start value, so that
/// forgetting to set it fails closed.
/// </summary>
public enum AssuranceLevel
{
    None = 0,
    Level1 = 1,
    Level2 = 2,
}

public static class AssuranceLevels
{
    public const string Loa1 = "urn:civic:loa:1";
    public const string Loa2 = "urn:civic:loa:2";

    /// <summary>Unknown values are no assurance, never passed through.</summary>
    public static AssuranceLevel FromAcr(string? acr) => acr switch
    {
        Loa1 => AssuranceLevel.Level1,
        Loa2 => AssuranceLevel.Level2,
        _ => AssuranceLevel.None,
    };

    public static string ToAcr(this AssuranceLevel level) => level switch
    {
        AssuranceLevel.Level1 => Loa1,
        AssuranceLevel.Level2 => Loa2,
        _ => throw new System.Diagnostics.UnreachableException("A login without assurance has no acr."),
    };
}
