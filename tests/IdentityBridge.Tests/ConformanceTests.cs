using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Shouldly;
using Xunit;

namespace Civic.IdentityBridge.Tests;

/// <summary>
/// Says on a test which modules of the OpenID Foundation's conformance plans it covers, by their public names.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ModulesAttribute(params string[] names) : Attribute
{
    internal string[] Names => names;

    /// <summary>Which check of a foreign client it is, where one test holds many.</summary>
    public string? Check { get; set; }

    /// <summary>Where the profile forbids what the module wants; the test then shows the refusal.</summary>
    public string? RefusedBy { get; set; }
}

/// <summary>docs/conformance.md is written from the tests; nobody ticks anything by hand.</summary>
public sealed class ConformanceTests
{
    private static readonly string Folder = FolderOfThis();

    [Fact]
    public void Table_OfModules_IsWrittenFromTheTests()
    {
        var path = Path.Combine(Folder, "..", "..", "docs", "conformance.md");
        var written = Compose();
        if (Environment.GetEnvironmentVariable("CIVIC_WRITE_DOCS") == "1")
        {
            File.WriteAllText(path, written);
        }

        File.ReadAllText(path).ShouldBe(written, "write it anew with CIVIC_WRITE_DOCS=1");
    }

    [Fact]
    public void Modules_NamedOnTests_AreOfThePlansAndTheirChecksExist()
    {
        var known = Plans().SelectMany(p => p.Modules).ToHashSet();
        var scripts = string.Concat(
            Directory.GetFiles(Path.Combine(Folder, "foreign"), "*.mjs").Select(File.ReadAllText));
        foreach (var (test, covers) in Covered())
        {
            covers.Names.Where(n => !known.Contains(n)).ShouldBeEmpty(test);
            if (covers.Check is { } check)
            {
                scripts.ShouldContain($"'{check}'", Case.Sensitive, test);
            }
        }
    }

    private static string Compose()
    {
        var covered = Covered().SelectMany(c => c.Covers.Names.Select(n => (Name: n, c.Test, c.Covers)))
            .ToLookup(c => c.Name);
        var page = new StringBuilder("""
            # Conformance

            A row for each module of the OpenID Foundation's plans, by its public name, with the test of this repository
            that covers it. The foundation's own suite is not run here. Written from the tests: `[Modules(...)]` stands
            on each. What the FAPI 2.0 security profile forbids is refused, with the clause and the test of the refusal.


            """);
        foreach (var (plan, modules) in Plans())
        {
            var number = modules.Count(covered.Contains);
            page.Append(CultureInfo.InvariantCulture, $"## {plan}\n\n{number} of {modules.Count} modules\n\n");
            page.Append("| module | covered by |\n|---|---|\n");
            foreach (var module in modules)
            {
                var by = covered[module].Select(c => Line(c.Test, c.Covers)).Distinct().ToList();
                page.Append(
                    CultureInfo.InvariantCulture,
                    $"| {module} | {(by.Count == 0 ? "not covered" : string.Join("; ", by))} |\n");
            }

            page.Append('\n');
        }

        return page.ToString();
    }

    private static string Line(string test, ModulesAttribute covers) =>
        (covers.RefusedBy is { } clause ? $"refused by profile ({clause}): " : "") + $"`{test}`"
        + (covers.Check is { } check ? $", check “{check}”" : "");

    private static IEnumerable<(string Test, ModulesAttribute Covers)> Covered() =>
        from type in typeof(ConformanceTests).Assembly.GetTypes().OrderBy(t => t.Name, StringComparer.Ordinal)
        from method in type.GetMethods().OrderBy(m => m.Name, StringComparer.Ordinal)
        from covers in method.GetCustomAttributes<ModulesAttribute>()
        select ($"{type.Name}.{method.Name}", covers);

    private static List<(string Plan, List<string> Modules)> Plans()
    {
        var plans = new List<(string, List<string>)>();
        foreach (var line in File.ReadLines(Path.Combine(Folder, "modules.txt")))
        {
            if (line.StartsWith("# ", StringComparison.Ordinal))
            {
                plans.Add((line[2..], []));
            }
            else
            {
                plans[^1].Item2.Add(line);
            }
        }

        return plans;
    }

    private static string FolderOfThis([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
