using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Civic.Conventions.Tests;

/// <summary>The files of the repository, read and parsed once.</summary>
internal static class Sources
{
    private static readonly string[] NotOurs =
    [
        "bin",
        "obj",
        "node_modules",
        "artifacts",
        "data",
        ".git",
        "TestResults",
    ];

    internal static string Root { get; } = FindRoot();

    /// <summary>C# that runs in production or in a mock.</summary>
    internal static IReadOnlyList<SourceFile> Production { get; } = [.. Parse("src"), .. Parse("mocks")];

    internal static IReadOnlyList<SourceFile> All { get; } = [.. Production, .. Parse("tests")];

    /// <summary>Files of these endings in a folder, those that a build or a package manager made left out.</summary>
    internal static IEnumerable<string> Files(string folder, params string[] endings) =>
        Walk(new DirectoryInfo(Path.Combine(Root, folder)))
            .Where(f => endings.Any(e => f.EndsWith(e, StringComparison.Ordinal)));

    internal static string Relative(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    private static IEnumerable<SourceFile> Parse(string folder) => Files(folder, ".cs").Select(SourceFile.Read);

    private static IEnumerable<string> Walk(DirectoryInfo folder) =>
        !folder.Exists
            ? []
            : folder
                .EnumerateFiles()
                .Select(f => f.FullName)
                .Concat(
                    folder
                        .EnumerateDirectories()
                        .Where(d => !NotOurs.Contains(d.Name) && d.LinkTarget is null)
                        .SelectMany(Walk)
                );

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Civic.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests must lie below Civic.sln.");
        }

        return folder.FullName;
    }
}

internal sealed record SourceFile(string Path, string[] Lines, CompilationUnitSyntax Syntax)
{
    /// <summary>Path from the root with forward slashes.</summary>
    public string Name { get; } = Sources.Relative(Path);

    /// <summary>First two folders, such as "src/JudicialRecords".</summary>
    public string Project => string.Join('/', Name.Split('/').Take(2));

    public string Where(Microsoft.CodeAnalysis.SyntaxNode node) =>
        $"{Name}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";

    internal static SourceFile Read(string path)
    {
        var text = File.ReadAllText(path);
        return new SourceFile(path, text.Split('\n'), CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot());
    }
}
