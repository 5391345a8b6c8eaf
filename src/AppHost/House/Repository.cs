namespace Civic.AppHost.House;

/// <summary>Where this build lies, and the builds of the other projects beside it.</summary>
internal static class Repository
{
    internal static string Root { get; } = FindRoot();

    /// <summary>"Release" or "Debug": the hosts started are those built the same way as this program.</summary>
    private static string Configuration { get; } = Path.GetFileName(
        Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)))!;

    internal static string AssemblyOf(string project) => Path.Combine(
        Root, project, "bin", Configuration, "net10.0", $"Civic.{Path.GetFileName(project)}.dll");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Civic.sln")))
            {
                return folder.FullName;
            }
        }

        throw new HouseFailure("This program must lie below the folder that holds Civic.sln; build it there.");
    }
}
