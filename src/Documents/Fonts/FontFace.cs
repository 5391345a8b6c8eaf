namespace Civic.Documents.Fonts;

/// <summary>The four faces of Tinos, metric-compatible with the Times New Roman that Decree 30/2020 asks for.</summary>
internal enum FontFace
{
    Regular,
    Bold,
    Italic,
    BoldItalic,
}
