using System.Diagnostics;

namespace Civic.Signing.Validation;

/// <summary>The sentences about what happened to a file after it was signed.</summary>
internal static class Changes
{
    internal const string SignatureFilled = "SIGNATURE_ADDED";
    internal const string ValidationData = "VALIDATION_DATA_ADDED";
    internal const string TrailingBlanks = "TRAILING_BLANKS";
    internal const string ObjectChanged = "OBJECT_CHANGED";
    internal const string ObjectRemoved = "OBJECT_REMOVED";
    internal const string SignedFieldChanged = "SIGNED_FIELD_CHANGED";
    internal const string RootReplaced = "ROOT_REPLACED";
    internal const string TrailingBytes = "TRAILING_BYTES";
    internal const string Unreadable = "UNREADABLE_REVISION";

    internal static ChangeReport Of(int revision, string code, string? changed = null)
    {
        var (alters, vi, en) = code switch
        {
            SignatureFilled => (false, "Một chữ ký nữa được thêm vào ô đã dành sẵn.",
                "Another signature was put into its declared field."),
            ValidationData => (false, "Dữ liệu để kiểm tra về sau được thêm vào.",
                "Data for later checking was added."),
            TrailingBlanks => (false, "Có khoảng trắng sau phần kết thúc của tệp.",
                "There is white space after the end of the file."),
            ObjectChanged => (true, "Nội dung hoặc hình thức bị thay đổi sau khi ký.",
                "Content or looks were changed after signing."),
            ObjectRemoved => (true, "Một phần của tài liệu bị gỡ bỏ sau khi ký.",
                "A part of the document was removed after signing."),
            SignedFieldChanged => (true, "Một chữ ký đã có bị sửa hoặc bị thay bằng chữ ký khác.",
                "An existing signature was changed or replaced by another."),
            RootReplaced => (true, "Toàn bộ tài liệu bị thay bằng một tài liệu khác sau khi ký.",
                "The whole document was replaced by another after signing."),
            TrailingBytes => (true, "Có dữ liệu lạ sau phần kết thúc của tệp.",
                "There is foreign data after the end of the file."),
            Unreadable => (true, "Một phần được thêm sau khi ký không đọc được.",
                "Something that was added after signing can't be read."),
            _ => throw new UnreachableException($"Change {code} has no sentence."),
        };
        return new ChangeReport(revision, code, changed, alters, vi, en);
    }
}
