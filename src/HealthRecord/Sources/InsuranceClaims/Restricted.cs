namespace Civic.HealthRecord.Sources.InsuranceClaims;

/// <summary>
/// What must not enter the record: who may know of HIV is a closed list (Law 64/2006/QH11 Art. 30 as amended 2020), so
/// such an episode is taken out before anything is built from it, and nothing shows that something is missing.
/// </summary>
internal static class Restricted
{
    private static readonly string[] Codes = ["B20", "B21", "B22", "B23", "B24", "Z21", "R75", "F11"];

    internal static Episode? Without(Episode episode)
    {
        if (episode.Codes.Any(IsRestricted))
        {
            return null;
        }

        return episode with
        {
            Drugs = [.. episode.Drugs.Where(d => d.Source != "3")],
        };
    }

    private static bool IsRestricted(string code) =>
        Codes.Any(c => code.StartsWith(c, StringComparison.OrdinalIgnoreCase));
}
