using System.Runtime.CompilerServices;

namespace Civic.Signing.Tests.Judges;

/// <summary>Where the sources of these tests are, for judges that are written in other languages.</summary>
internal static class SourceFolder
{
    internal static string Path { get; } = Find();

    private static string Find([CallerFilePath] string file = "") =>
        System.IO.Path.GetDirectoryName(System.IO.Path.GetDirectoryName(file))!;
}
