using Microsoft.CodeAnalysis.CSharp.Syntax;
using Shouldly;
using Xunit;

namespace Civic.Conventions.Tests;

/// <summary>How pages answer.</summary>
public sealed class PageTests
{
    // After 302 a browser may send the form again to where it leads (RFC 9110 §15.4.3).
    [Fact]
    public void Handlers_OfAPost_RedirectBy303() => (
        from file in Sources.Production
        from method in file.Syntax.DescendantNodes().OfType<MethodDeclarationSyntax>()
        where method.Identifier.Text.StartsWith("OnPost", StringComparison.Ordinal)
        from node in method.DescendantNodes()
        where (node is ObjectCreationExpressionSyntax made && made.Type.ToString() == "RedirectResult")
            || (node is InvocationExpressionSyntax called
                && called.Expression.ToString() is "Redirect" or "LocalRedirect" or "RedirectToPage")
        select $"{file.Name}: {node}").ShouldBeEmpty();
}
