using System.Globalization;
using System.Text;

namespace Civic.Shared.Identity;

/// <summary>A Vietnamese name as registers compare it: no diacritics, upper case, no spaces (NGUYENVANAN).</summary>
public static class PlainName
{
    public static string Of(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var letter in name.Normalize(NormalizationForm.FormD))
        {
            if (
                CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark
                || char.IsWhiteSpace(letter)
            )
            {
                continue;
            }

            // Đ is a letter of its own and does not decompose.
            plain.Append(letter is 'đ' or 'Đ' ? 'D' : char.ToUpperInvariant(letter));
        }

        return plain.ToString();
    }

    public static bool Same(string a, string b) => string.Equals(Of(a), Of(b), StringComparison.Ordinal);
}
