namespace Civic.Documents.Layout;

/// <summary>
/// The document's content as data for programs, carried inside it. A document that has one claims PDF/A-3
/// (ISO 19005-3, annex E), which not every archive takes; without one it is PDF/A-2.
/// </summary>
/// <param name="Name">File name, ASCII, unique in the document.</param>
/// <param name="MediaType">Such as <c>application/json</c>.</param>
/// <param name="Description">For people, in the document's language.</param>
public sealed record AssociatedFile(string Name, string MediaType, ReadOnlyMemory<byte> Content, string Description);
