using System.Text.RegularExpressions;
using System.Xml.Linq;
using Shouldly;
using Xunit;

namespace Civic.Conventions.Tests;

/// <summary>Which part may know which.</summary>
public sealed partial class ShapeTests
{
    // The order in which a request moves. NextStep, at the project's root, is the one place that knows all of it;
    // Papers is how any step asks for a paper, Payments for its receipts first; what becomes of it is Certificates'.
    private static readonly string[] Steps =
        ["Requests", "Fees", "Papers", "Payments", "Records", "Expungement", "Decisions", "Certificates", "Delivery",
        "AfterIssue", "Settlement", "Reports"];

    // Beside the order: what all steps read and write, and what stands around them. Submission composes the first
    // steps, because a request is checked, priced and stored in one transaction; Web shows them all.
    private static readonly string[] Beside =
        ["Attachments", "Counter", "Feedback", "Inquiries", "Misuse", "PaperCopies", "Policies", "Ratings", "Storage",
        "Submission", "VneidApplication", "Web"];

    [Fact]
    public void Services_Projects_ReferenceNoMock() => Projects("src")
        .Where(p => Path.GetFileName(p) != "AppHost.csproj")
        .Where(p => XDocument.Load(p).Descendants("ProjectReference")
            .Any(r => r.Attribute("Include")!.Value.Contains("mocks", StringComparison.Ordinal)))
        .Select(Sources.Relative)
        .ShouldBeEmpty();

    [Fact]
    public void Services_Projects_ReferenceNoOtherService() => Projects("src")
        .Where(p => Path.GetFileName(p) != "AppHost.csproj")
        .SelectMany(p => XDocument.Load(p).Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value))
            .Where(name => name is not ("Shared" or "Documents"))
            .Select(name => $"{Sources.Relative(p)} references {name}"))
        .ShouldBeEmpty();

    [Fact]
    public void Steps_OfAJudicialRequest_NameNoLaterStep()
    {
        var found = new List<string>();
        foreach (var file in Sources.Production.Where(f => f.Project == "src/JudicialRecords"))
        {
            var step = Array.IndexOf(Steps, file.Name.Split('/')[2]);
            var later = step < 0 ? [] : Steps[(step + 1)..].Select(s => $"Civic.JudicialRecords.{s}").ToArray();
            found.AddRange(file.Syntax.DescendantNodes().Select(n => n.ToString())
                .Where(text => later.Any(l => text == l || text.StartsWith($"{l}.", StringComparison.Ordinal)))
                .Distinct().Select(text => $"{file.Name} names {text}"));
        }

        found.ShouldBeEmpty();
    }

    [Fact]
    public void Folders_OfJudicialRecords_AreAStepOrKnownBesideThem() => Sources.Production
        .Where(f => f.Project == "src/JudicialRecords" && f.Name.Count(c => c == '/') > 2)
        .Select(f => f.Name.Split('/')[2]).Distinct().Order()
        .ShouldBe(Steps.Concat(Beside).Order());

    [Fact]
    public void Projects_All_StandInTheSolutionWithALockFile()
    {
        var solution = File.ReadAllText(Path.Combine(Sources.Root, "Civic.sln")).Replace('\\', '/');
        foreach (var project in Projects("src").Concat(Projects("mocks")).Concat(Projects("tests")))
        {
            solution.ShouldContain(Sources.Relative(project));
            File.Exists(Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json"))
                .ShouldBeTrue($"{Sources.Relative(project)} has no packages.lock.json");
        }
    }

    [Fact]
    public void Pages_All_HoldNoScriptOrStyleOfTheirOwn() => Sources.Files("src", ".cshtml")
        .Concat(Sources.Files("mocks", ".cshtml"))
        .SelectMany(f => File.ReadLines(f).Select((line, i) => (line, Where: $"{Sources.Relative(f)}:{i + 1}")))
        .Where(l => Inline().IsMatch(l.line))
        .Select(l => l.Where)
        .ShouldBeEmpty();

    [Fact]
    public void Migrations_OfEveryService_AreTheSameForBothDatabases()
    {
        var folders = Directory.GetDirectories(Path.Combine(Sources.Root, "src"))
            .Select(d => Path.Combine(d, "Storage", "Migrations")).Where(Directory.Exists).ToList();

        folders.ShouldNotBeEmpty();
        foreach (var folder in folders)
        {
            Names(folder, "Postgres").ShouldBe(Names(folder, "Sqlite"), Sources.Relative(folder));
        }
    }

    private static IEnumerable<string> Names(string folder, string provider) =>
        Directory.GetFiles(Path.Combine(folder, provider), "*.sql").Select(f => Path.GetFileName(f)!).Order();

    private static IEnumerable<string> Projects(string folder) => Sources.Files(folder, ".csproj");

    [GeneratedRegex(
        """<style|\sstyle\s*=|\son[a-z]{3,}\s*=\s*["']|javascript:|<script(?![^>]*\bsrc\s*=)""",
        RegexOptions.IgnoreCase)]
    private static partial Regex Inline();
}
