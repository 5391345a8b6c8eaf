namespace Civic.Documents.Layout;

/// <summary>A numbered item such as "1. Họ và tên: NGUYỄN VĂN AN"; further content stands below its text.</summary>
public sealed record ListEntry(string Label, params IReadOnlyList<TextRun> Runs)
{
    /// <summary>Further blocks below the text, part of the item; null for none.</summary>
    public Action<Flow>? Below { get; init; }

    /// <summary>"label name: value", the value in bold.</summary>
    public static ListEntry Field(string label, string name, string value) =>
        new(label, name + ": ", TextRun.Strong(value));
}
