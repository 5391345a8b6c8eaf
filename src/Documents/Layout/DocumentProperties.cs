namespace Civic.Documents.Layout;

/// <summary>What the document says about itself, in its information dictionary and its XMP metadata.</summary>
/// <param name="Language">BCP 47, such as <c>vi-VN</c>.</param>
public sealed record DocumentProperties(
    string Title, string Author, string Subject, string Language, DateTimeOffset CreatedAt);
