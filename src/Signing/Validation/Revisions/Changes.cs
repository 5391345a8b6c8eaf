using System.Diagnostics;

namespace Civic.Signing.Validation.Revisions;

/// <summary>The sentences about what happened to a file after it was signed.</summary>
internal static class Changes
{
    internal const string SignatureFilled = "SIGNATURE_ADDED";
    internal const string SignatureFieldAdded = "SIGNATURE_FIELD_ADDED";
    internal const string TimestampAdded = "TIMESTAMP_ADDED";
    internal const string ValidationData = "VALIDATION_DATA_ADDED";
    internal const string TrailingBlanks = "TRAILING_BLANKS";
    internal const string MetadataDates = "METADATA_DATES_CHANGED";
    internal const string UnusedObject = "UNUSED_OBJECT_CHANGED";

    internal const string PageContent = "PAGE_CONTENT_CHANGED";
    internal const string Page = "PAGE_CHANGED";
    internal const string PageTree = "PAGES_CHANGED";
    internal const string Font = "FONT_CHANGED";
    internal const string Drawing = "IMAGE_OR_FORM_CHANGED";
    internal const string Resource = "RESOURCE_CHANGED";
    internal const string AnnotationAdded = "ANNOTATION_ADDED";
    internal const string AnnotationChanged = "ANNOTATION_CHANGED";
    internal const string AnnotationRemoved = "ANNOTATION_REMOVED";
    internal const string FieldAdded = "FIELD_ADDED";
    internal const string FieldChanged = "FIELD_CHANGED";
    internal const string FieldRemoved = "FIELD_REMOVED";
    internal const string SignatureShown = "UNDECLARED_SIGNATURE_SHOWN";
    internal const string SignatureMoved = "SIGNATURE_FIELD_MOVED";
    internal const string SignedFieldChanged = "SIGNED_FIELD_CHANGED";
    internal const string SignatureLook = "SIGNATURE_APPEARANCE_CHANGED";
    internal const string SignatureRemoved = "SIGNATURE_REMOVED";
    internal const string Layers = "LAYERS_CHANGED";
    internal const string Action = "ACTION_CHANGED";
    internal const string Attachment = "ATTACHMENT_CHANGED";
    internal const string Structure = "STRUCTURE_CHANGED";
    internal const string Metadata = "METADATA_CHANGED";
    internal const string Catalog = "CATALOG_CHANGED";
    internal const string ObjectChanged = "OBJECT_CHANGED";
    internal const string ObjectRemoved = "OBJECT_REMOVED";
    internal const string RootReplaced = "ROOT_REPLACED";
    internal const string DuplicateKeys = "DUPLICATE_KEYS";
    internal const string DuplicateObject = "DUPLICATE_OBJECT";
    internal const string UnindexedBytes = "UNINDEXED_BYTES";
    internal const string IndexSwitched = "INDEX_SWITCHED";
    internal const string TrailingBytes = "TRAILING_BYTES";
    internal const string Unreadable = "UNREADABLE_REVISION";

    internal static ChangeReport Of(int revision, string code, string? changed = null, int page = 0)
    {
        var harmless = Harmless(code);
        var (vi, en) = harmless ?? Altering(code);
        return new ChangeReport(revision, code, changed, harmless is null, vi, en) { Page = page };
    }

    private static (string Vi, string En)? Harmless(string code) => code switch
    {
        SignatureFilled => ("Một chữ ký nữa được thêm vào ô đã dành sẵn.",
            "Another signature was put into its declared field."),
        SignatureFieldAdded => ("Một chữ ký không hiển thị được thêm vào.",
            "A signature that shows nothing was added."),
        TimestampAdded => ("Một dấu thời gian được thêm vào.", "A time stamp was added."),
        ValidationData => ("Dữ liệu để kiểm tra về sau được thêm vào.", "Data for later checking was added."),
        TrailingBlanks => ("Có khoảng trắng sau phần kết thúc của tệp.",
            "There is white space after the end of the file."),
        MetadataDates => ("Ngày sửa đổi hoặc tên phần mềm ghi trong tệp được cập nhật.",
            "The date of change or the program's name in the file was updated."),
        UnusedObject => ("Một phần không hiển thị và không dùng đến của tệp bị thay đổi.",
            "A part of the file that nothing shows or uses was changed."),
        _ => null,
    };

    private static (string Vi, string En) Altering(string code) => code switch
    {
        PageContent => ("Nội dung của một trang bị thay đổi sau khi ký.",
            "A page's content was changed after signing."),
        Page => ("Một trang bị thay đổi sau khi ký.", "A page was changed after signing."),
        PageTree => ("Các trang bị thêm, bớt hoặc thay sau khi ký.",
            "Pages were added, removed or replaced after signing."),
        Font => ("Phông chữ bị thay sau khi ký, nên chữ có thể hiện khác đi.",
            "A font was changed after signing, so that letters may look different."),
        Drawing => ("Hình ảnh hoặc hình vẽ bị thay đổi sau khi ký.", "An image or drawing was changed after signing."),
        Resource => ("Phần dùng để vẽ trang bị thay đổi sau khi ký.",
            "Something that pages are drawn with was changed after signing."),
        AnnotationAdded => ("Một ghi chú hoặc hình phủ được thêm sau khi ký.",
            "A note or overlay was added after signing."),
        AnnotationChanged => ("Một ghi chú hoặc hình phủ bị sửa sau khi ký.",
            "A note or overlay was changed after signing."),
        AnnotationRemoved => ("Một ghi chú, liên kết hoặc ô trên trang bị gỡ sau khi ký.",
            "A note, link or field on a page was removed after signing."),
        FieldAdded => ("Một ô nhập liệu được thêm sau khi ký.", "A form field was added after signing."),
        FieldChanged => ("Một ô nhập liệu bị sửa sau khi ký.", "A form field was changed after signing."),
        FieldRemoved => ("Một ô của biểu mẫu bị gỡ sau khi ký.", "A field of the form was removed after signing."),
        _ => AlteringSignatures(code),
    };

    private static (string Vi, string En) AlteringSignatures(string code) => code switch
    {
        SignatureShown => ("Một ô chữ ký không được khai báo trước hiện lên trang và có thể che nội dung.",
            "A signature field that was not declared before shows on a page and may cover content."),
        SignatureMoved => ("Một ô chữ ký bị chuyển chỗ hoặc đổi kích thước sau khi ký.",
            "A signature field was moved or resized after signing."),
        SignedFieldChanged => ("Một chữ ký đã có bị sửa hoặc bị thay bằng chữ ký khác.",
            "An existing signature was changed or replaced by another."),
        SignatureLook => ("Hình hiển thị của một chữ ký đã có bị thay đổi.",
            "The picture of an existing signature was changed."),
        SignatureRemoved => ("Một chữ ký đã có bị gỡ khỏi tệp.", "An existing signature was removed from the file."),
        Layers => ("Các lớp hiện hoặc ẩn của tài liệu bị thay đổi sau khi ký.",
            "Layers that show or hide content were changed after signing."),
        Action => ("Lệnh tự chạy được thêm hoặc sửa sau khi ký.",
            "An action that runs by itself was added or changed after signing."),
        Attachment => ("Tệp đính kèm bị thêm, bớt hoặc thay sau khi ký.",
            "Attached files were added, removed or replaced after signing."),
        Structure => ("Cấu trúc đọc của tài liệu bị thay đổi sau khi ký.",
            "The document's structure for reading aloud was changed after signing."),
        Metadata => ("Tên, tác giả hoặc mô tả của tài liệu bị thay đổi sau khi ký.",
            "The document's title, author or description was changed after signing."),
        _ => AlteringFile(code),
    };

    private static (string Vi, string En) AlteringFile(string code) => code switch
    {
        Catalog => ("Thiết lập của toàn tài liệu bị thay đổi sau khi ký.",
            "Settings of the whole document were changed after signing."),
        ObjectChanged => ("Nội dung hoặc hình thức bị thay đổi sau khi ký.",
            "Content or looks were changed after signing."),
        ObjectRemoved => ("Một phần của tài liệu bị gỡ bỏ sau khi ký.",
            "A part of the document was removed after signing."),
        RootReplaced => ("Toàn bộ tài liệu bị thay bằng một tài liệu khác sau khi ký.",
            "The whole document was replaced by another after signing."),
        DuplicateKeys => ("Phần thêm sau khi ký ghi hai giá trị cho một mục, mỗi chương trình đọc một kiểu.",
            "What was added after signing gives two values for one entry, which programs read differently."),
        DuplicateObject => ("Phần thêm sau khi ký ghi hai bản của một đối tượng, mỗi chương trình đọc một kiểu.",
            "What was added after signing holds one object twice, which programs read differently."),
        UnindexedBytes => ("Phần thêm sau khi ký chứa dữ liệu giấu ngoài mục lục của tệp.",
            "What was added after signing holds data that is hidden from the file's index."),
        IndexSwitched => ("Mục lục của bản đã ký bị đổi sang mục lục khác giấu sẵn trong tệp.",
            "The index of the signed version was switched to another one that lay hidden in the file."),
        TrailingBytes => ("Có dữ liệu lạ sau phần kết thúc của tệp.",
            "There is foreign data after the end of the file."),
        Unreadable => ("Một phần được thêm sau khi ký không đọc được.",
            "Something that was added after signing can't be read."),
        _ => throw new UnreachableException($"Change {code} has no sentence."),
    };
}
