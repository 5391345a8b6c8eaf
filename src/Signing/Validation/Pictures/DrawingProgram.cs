using System.Globalization;

namespace Civic.Signing.Validation.Pictures;

/// <summary>A foreign program that draws a page as PNG on its standard output, and how it is asked to.</summary>
/// <param name="Name">Of the program, or its path.</param>
/// <param name="ReadsPipe">Whether it takes the file from its standard input; else from a path.</param>
internal sealed record DrawingProgram(string Name, bool ReadsPipe)
{
    private const string Mutool = "mutool";
    private static readonly string[] Known = ["pdftoppm", Mutool];

    /// <param name="wanted">The operator's choice; the first that is there where null.</param>
    internal static DrawingProgram Choose(string? wanted)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var name = wanted
            ?? Known.FirstOrDefault(known => folders.Any(f => File.Exists(Path.Combine(f, known)))) ?? Known[0];
        return new DrawingProgram(name, Path.GetFileName(name) != Mutool);
    }

    /// <param name="page">From 1.</param>
    /// <param name="dots">To the inch.</param>
    /// <param name="file">Where a program that reads no pipe finds it.</param>
    internal string[] Arguments(int page, int dots, string file)
    {
        var (number, density) =
            (page.ToString(CultureInfo.InvariantCulture), dots.ToString(CultureInfo.InvariantCulture));
        return ReadsPipe
            ? ["-png", "-r", density, "-f", number, "-l", number, "-singlefile", "-"]
            : ["draw", "-q", "-F", "png", "-r", density, "-o", "-", file, number];
    }
}
