using Civic.Documents.Reading;

namespace Civic.Signing;

internal static class PdfFailureWords
{
    internal static string InWords(this PdfReadFailure failure) => failure switch
    {
        PdfReadFailure.Encrypted => "it is encrypted",
        PdfReadFailure.TooLarge => "it needs too much memory or time",
        PdfReadFailure.Unsupported => "it uses a feature that is not known here",
        PdfReadFailure.Damaged => "it is damaged",
        _ => "it does not look like one",
    };
}
