using Microsoft.CodeAnalysis.CSharp.Syntax;
using Shouldly;
using Xunit;

namespace Civic.Conventions.Tests;

/// <summary>
/// Sizes stop where a reader would; each test prints the ten worst, so that the tail is seen before it is long.
/// </summary>
public sealed class BudgetTests(ITestOutputHelper output)
{
    [Fact]
    public void Files_AllOfProduction_StopAt300Lines() =>
        Check(300, Sources.Production.Select(f => (f.Name, f.Lines.Length)));

    [Fact]
    public void Methods_AllOfProduction_StopAt60Lines() => Check(60, Sources.Production.SelectMany(f =>
        from method in f.Syntax.DescendantNodes().OfType<BaseMethodDeclarationSyntax>()
        select (f.Where(method), LinesOf(method))));

    [Fact]
    public void Constructors_AllOfProduction_TakeAtMostSix() => Check(6, Sources.Production.SelectMany(f =>
        f.Syntax.DescendantNodes().OfType<ConstructorDeclarationSyntax>()
            .Where(c => !IsPrivate(c))
            .Select(c => (f.Where(c), c.ParameterList.Parameters.Count))
            .Concat(f.Syntax.DescendantNodes().OfType<ClassDeclarationSyntax>()
                .Where(c => c.ParameterList is not null)
                .Select(c => (f.Where(c), c.ParameterList!.Parameters.Count)))));

    [Fact]
    public void Lines_AllCode_StopAt120Characters() => Check(120, Sources.All.SelectMany(f =>
        f.Lines.Select((line, i) => ($"{f.Name}:{i + 1}", line.TrimEnd('\r').Length))));

    private static bool IsPrivate(ConstructorDeclarationSyntax constructor) =>
        constructor.Modifiers.Any(m => m.Text == "private");

    private static int LinesOf(BaseMethodDeclarationSyntax method)
    {
        var span = method.GetLocation().GetLineSpan();
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }

    private void Check(int stop, IEnumerable<(string Where, int Size)> sizes)
    {
        var worst = sizes.OrderByDescending(s => s.Size).ToList();
        foreach (var (where, size) in worst.Take(10))
        {
            output.WriteLine($"{size,5}  {where}");
        }

        worst.ShouldNotBeEmpty();
        worst.Where(s => s.Size > stop).Select(s => $"{s.Where} has {s.Size}, the stop is {stop}").ShouldBeEmpty();
    }
}
