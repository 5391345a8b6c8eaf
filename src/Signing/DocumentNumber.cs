using System.Text.RegularExpressions;

namespace Civic.Signing;

/// <summary>A document's number in the form that addresses take, such as 2026-12-LLTP-STP.</summary>
internal static partial class DocumentNumber
{
    internal static bool IsValid(string? text) => text is not null && Form().IsMatch(text);

    [GeneratedRegex(@"\A[A-Za-z0-9.-]{1,64}\z")]
    private static partial Regex Form();
}
