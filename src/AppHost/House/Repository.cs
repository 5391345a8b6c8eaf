namespace Civic.AppHost.House;

/// <summary>Where this build lies, and the builds of the other projects beside it.</summary>
internal static class Repository
{
    internal static string Root { get; } = FindRoot();

    /// <summary>The program that runs the hosts: the runtime compiled as one image where there is one.</summary>
    internal static string Runtime { get; } =
        Path.Combine(Root, "artifacts", "runtime", "dotnet") is var compiled && File.Exists(compiled)
            ? compiled
            : "dotnet";

    /// <summary>
    /// The SDK's own program, by its whole path: a bare name would first be looked for beside the program that runs
    /// this one, and the compiled copy of the runtime has no SDK.
    /// </summary>
    /// <exception cref="HouseFailure">No folder of PATH holds it.</exception>
    internal static string Sdk => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, "dotnet"))
        .FirstOrDefault(File.Exists)
        ?? throw new HouseFailure("The .NET SDK is not on the PATH; ./civic check says how to install it.");

    /// <summary>"Release" or "Debug": the hosts started are those built the same way as this program.</summary>
    private static string Configuration { get; } = ConfigurationOf(AppContext.BaseDirectory);

    /// <summary>
    /// The host's program: the copy compiled ahead of time where it is not older than the build, else the build itself.
    /// </summary>
    internal static string AssemblyOf(string project)
    {
        var name = Path.GetFileName(project);
        var built = Path.Combine(Root, project, "bin", Configuration, "net10.0", $"Civic.{name}.dll");
        var ahead = Path.Combine(Root, "artifacts", "house", name, $"Civic.{name}.dll");
        return Configuration == "Release" && File.Exists(ahead)
            && File.GetLastWriteTimeUtc(ahead) >= File.GetLastWriteTimeUtc(built)
                ? ahead
                : built;
    }

    /// <summary>What is compiled ahead lies in artifacts/house and comes from a Release build.</summary>
    private static string ConfigurationOf(string folder)
    {
        var parent = Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(folder)))!;
        return parent == "house" ? "Release" : parent;
    }

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
