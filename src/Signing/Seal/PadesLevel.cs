using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Civic.Signing.Seal;

/// <summary>Baseline levels of ETSI EN 319 142-1, clause 6.1; each holds the ones before it.</summary>
internal enum PadesLevel
{
    /// <summary>Signed.</summary>
    BB,

    /// <summary>With a time stamp over the signature.</summary>
    BT,

    /// <summary>With everything that a validator would have to fetch.</summary>
    BLT,

    /// <summary>With a document time stamp over all of it, which can be renewed for ever.</summary>
    BLTA,
}

internal static class PadesLevels
{
    internal static string Name(this PadesLevel level) => level switch
    {
        PadesLevel.BB => "B-B",
        PadesLevel.BT => "B-T",
        PadesLevel.BLT => "B-LT",
        _ => "B-LTA",
    };

    internal static PadesLevel Parse(string name) => name switch
    {
        "B-B" => PadesLevel.BB,
        "B-T" => PadesLevel.BT,
        "B-LT" => PadesLevel.BLT,
        "B-LTA" => PadesLevel.BLTA,
        _ => throw new ArgumentException($"'{name}' is no level.", nameof(name)),
    };
}

internal sealed class LevelText() : ValueConverter<PadesLevel, string>(
    level => level.Name(), text => PadesLevels.Parse(text));
