using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Shouldly;
using Xunit;

namespace Civic.Conventions.Tests;

/// <summary>Names say what a thing is, and nothing is left for later.</summary>
public sealed partial class WordTests
{
    [Fact]
    public void Types_Names_SayWhatTheyAre() =>
        Sources
            .All.SelectMany(f =>
                f.Syntax.DescendantNodes()
                    .OfType<BaseTypeDeclarationSyntax>()
                    .Where(t => EmptyWord().IsMatch(t.Identifier.Text))
                    .Select(t => $"{f.Where(t)} {t.Identifier.Text}")
            )
            .ShouldBeEmpty();

    [Fact]
    public void Types_Classes_AreSealedStaticOrInherited()
    {
        var classes = Sources
            .Production.SelectMany(f =>
                f.Syntax.DescendantNodes()
                    .OfType<TypeDeclarationSyntax>()
                    .Where(t =>
                        t
                            is ClassDeclarationSyntax
                                or RecordDeclarationSyntax { ClassOrStructKeyword.Text: not "struct" }
                    )
                    .Select(t => (File: f, Type: t))
            )
            .ToList();
        var parents = classes
            .SelectMany(c => c.Type.BaseList?.Types ?? default)
            .Select(b => b.Type.ToString().Split('<', '(')[0].Split('.')[^1])
            .ToHashSet();

        classes
            .GroupBy(c =>
                (
                    c.File.Project,
                    c.Type.Identifier.Text,
                    Outer: (c.Type.Parent as TypeDeclarationSyntax)?.Identifier.Text
                )
            )
            .Where(parts =>
                !parents.Contains(parts.Key.Text)
                && !parts
                    .SelectMany(p => p.Type.Modifiers)
                    .Any(m => m.IsKind(SyntaxKind.SealedKeyword) || m.IsKind(SyntaxKind.StaticKeyword))
            )
            .Select(parts => parts.First().File.Where(parts.First().Type))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Methods_ThatReturnTasks_EndInAsync()
    {
        var handlers = Sources
            .Production.SelectMany(f =>
                f.Syntax.DescendantNodes()
                    .OfType<InvocationExpressionSyntax>()
                    .Where(IsMapping)
                    .SelectMany(i => i.ArgumentList.DescendantNodes().OfType<IdentifierNameSyntax>())
                    // A framework's event takes its handler by assignment: there the event's name says what it is.
                    .Concat(
                        f.Syntax.DescendantNodes()
                            .OfType<AssignmentExpressionSyntax>()
                            .Select(a => a.Right)
                            .OfType<IdentifierNameSyntax>()
                    )
                    .Select(n => n.Identifier.Text)
            )
            .ToHashSet();

        Sources
            .Production.SelectMany(f =>
                f.Syntax.DescendantNodes()
                    .OfType<MethodDeclarationSyntax>()
                    .Where(m =>
                        ReturnsTask(m)
                        && !m.Identifier.Text.EndsWith("Async", StringComparison.Ordinal)
                        && !handlers.Contains(m.Identifier.Text)
                        && m.ExplicitInterfaceSpecifier is null
                        && !m.Modifiers.Any(SyntaxKind.OverrideKeyword)
                    )
                    .Select(m => $"{f.Where(m)} {m.Identifier.Text}")
            )
            .ShouldBeEmpty();
    }

    [Fact]
    public void Comments_EveryFile_LeaveNothingForLater() =>
        Sources
            .All.Where(f => !f.Name.EndsWith("/WordTests.cs", StringComparison.Ordinal))
            .SelectMany(f =>
                f.Lines.Select((line, i) => (line, Where: $"{f.Name}:{i + 1}"))
                    .Where(l => ForLater().IsMatch(l.line))
                    .Select(l => l.Where)
            )
            .ShouldBeEmpty();

    [Fact]
    public void Clock_EveryFile_ComesFromTimeProvider() =>
        Sources
            .All.SelectMany(f =>
                f.Syntax.DescendantNodes()
                    .OfType<MemberAccessExpressionSyntax>()
                    .Where(m => BannedClock().IsMatch(m.ToString()))
                    .Select(f.Where)
            )
            .ShouldBeEmpty();

    [Fact]
    public void Paths_EveryFile_NameNoMachine() =>
        Sources
            .Files(
                "",
                ".cs",
                ".cshtml",
                ".csproj",
                ".props",
                ".targets",
                ".sh",
                ".md",
                ".json",
                ".mjs",
                ".js",
                ".sql",
                "civic"
            )
            .Where(f =>
                !f.EndsWith("package-lock.json", StringComparison.Ordinal)
                && !f.EndsWith("WordTests.cs", StringComparison.Ordinal)
            )
            .Where(f => MachinePath().IsMatch(File.ReadAllText(f)))
            .Select(Sources.Relative)
            .ShouldBeEmpty();

    private static bool IsMapping(InvocationExpressionSyntax call) =>
        call.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: var name }
        && (name.StartsWith("Map", StringComparison.Ordinal) || name is "Use" or "Run");

    private static bool ReturnsTask(MethodDeclarationSyntax method) =>
        method.ReturnType.ToString().Split('<')[0] is "Task" or "ValueTask" or "IAsyncEnumerable";

    [GeneratedRegex("(Manager|Helpers?|Utils?|Utilit(y|ies)|Processor|Common|Base)$")]
    private static partial Regex EmptyWord();

    // The words that this test forbids everywhere else.
    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|^\s*#region")]
    private static partial Regex ForLater();

    [GeneratedRegex(@"^(System\.)?DateTime(Offset)?\.(Now|UtcNow|Today)$")]
    private static partial Regex BannedClock();

    [GeneratedRegex(@"(?<![\w.~/])/(home|root|work|Users)/\w|\b[A-Z]:\\\\?Users")]
    private static partial Regex MachinePath();
}
