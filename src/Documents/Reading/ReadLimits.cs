namespace Civic.Documents.Reading;

/// <summary>
/// What reading one file may cost. The defaults keep a stranger's file under three times its own length plus 64 MB of
/// memory and under five seconds.
/// </summary>
public sealed record ReadLimits
{
    /// <summary>Those for files of strangers.</summary>
    public static ReadLimits Default { get; } = new();

    /// <summary>Savings of the file, first and incremental ones.</summary>
    public int Revisions { get; init; } = 1000;

    /// <summary>Entries of all cross-reference sections together.</summary>
    public int Entries { get; init; } = 250_000;

    /// <summary>Bytes of parsed objects beside one more for each byte of the file.</summary>
    public int ObjectBytes { get; init; } = 24 * 1024 * 1024;

    /// <summary>Bytes that all streams together may unfold to, beside half the file's length.</summary>
    public int UnfoldedBytes { get; init; } = 12 * 1024 * 1024;

    /// <summary>From the start of reading to the last question that is asked of the file.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What the time limit is measured with.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
