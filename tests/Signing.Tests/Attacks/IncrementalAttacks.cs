using Civic.Documents.Objects;
using static Civic.Signing.Tests.Attacks.Corpus;

namespace Civic.Signing.Tests.Attacks;

/// <summary>Incremental saving: something is put over or into a document after everybody has signed it.</summary>
internal static class IncrementalAttacks
{
    internal static IReadOnlyList<Technique> All { get; } =
    [
        new("page-object-replaced", Failed, "PAGE_CONTENT_CHANGED", world =>
        {
            var forger = new Forger(world.Archived(At));
            var drawing = forger.Reserve();
            return forger.Edit(forger.Page, ("Contents", $"{drawing} 0 R"))
                .Stream(drawing, "1 0 0 rg 0 0 600 850 re f").Close();
        }),
        new("content-stream-replaced", Failed, "PAGE_CONTENT_CHANGED", world =>
        {
            var forger = new Forger(world.Archived(At));
            var page = (PdfDictionary)forger.File.Resolve(forger.Page);
            return forger.Stream(((PdfReference)page["Contents"]!).Number, "0 g 0 0 600 850 re f").Close();
        }),
        new("page-added", Failed, "PAGES_CHANGED", world =>
        {
            var forger = new Forger(world.Archived(At));
            var page = forger.Reserve();
            var tree = (PdfReference)forger.File.Catalog["Pages"]!;
            return forger.Edit(tree, ("Kids", $"[{Forger.Spell(forger.Page)} {page} 0 R]"), ("Count", "2"))
                .Object(page, $"<</Type /Page /Parent {Forger.Spell(tree)} /MediaBox [0 0 9 9] /Resources <<>>>>")
                .Close();
        }),
        new("page-tree-swapped", Failed, "PAGES_CHANGED", world =>
        {
            var forger = new Forger(world.Archived(At));
            var tree = forger.Reserve();
            var page = forger.Reserve();
            return forger.Edit(new PdfReference(forger.Root, 0), ("Pages", $"{tree} 0 R"))
                .Object(tree, $"<</Type /Pages /Kids [{page} 0 R] /Count 1>>")
                .Object(page, $"<</Type /Page /Parent {tree} 0 R /MediaBox [0 0 9 9] /Resources <<>>>>").Close();
        }),
        new("root-replaced", Failed, "ROOT_REPLACED", world =>
        {
            var forger = new Forger(world.Archived(At));
            var catalog = Forger.Edited(forger.File.Catalog);
            forger.Root = forger.Reserve();
            return forger.Object(forger.Root, catalog).Close();
        }),
        new("page-box-changed", Failed, "PAGE_CHANGED", world =>
        {
            var forger = new Forger(world.Archived(At));
            return forger.Edit(forger.Page, ("MediaBox", "[0 400 595 842]")).Close();
        }),
        new("page-rotated", Failed, "PAGE_CHANGED", world =>
        {
            var forger = new Forger(world.Archived(At));
            return forger.Edit(forger.Page, ("Rotate", "180")).Close();
        }),
        new("font-program-replaced", Failed, "FONT_CHANGED", world =>
        {
            var forger = new Forger(world.Archived(At));
            var descriptor = forger.File.ObjectNumbers
                .First(n => forger.File.Object(n) is PdfDictionary d && d["FontFile2"] is not null);
            var program = (PdfReference)((PdfDictionary)forger.File.Object(descriptor))["FontFile2"]!;
            return forger.Stream(program.Number, "not the font that was signed").Close();
        }),
        new("font-encoding-replaced", Failed, "FONT_CHANGED", world =>
        {
            var forger = new Forger(Hand.Signed(world));
            return forger.Object(Hand.Font, "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica " +
                "/Encoding <</Type /Encoding /Differences [75 /X]>>>>").Close();
        }),
        new("drawing-replaced", Failed, "IMAGE_OR_FORM_CHANGED", world => new Forger(Hand.Signed(world))
            .Stream(Hand.Cover, "0 g 0 0 400 300 re f", "/Type /XObject /Subtype /Form /BBox [0 0 400 300]").Close()),
        new("layer-hidden", Failed, "LAYERS_CHANGED", world =>
        {
            var forger = new Forger(Hand.Signed(world));
            return forger.Edit(new PdfReference(Hand.Catalog, 0),
                ("OCProperties", "<</OCGs [7 0 R] /D <</OFF [7 0 R] /Order []>>>>")).Close();
        }),
        new("structure-changed", Failed, "STRUCTURE_CHANGED", world =>
        {
            var forger = new Forger(world.Archived(At));
            return forger.Edit((PdfReference)forger.File.Catalog["StructTreeRoot"]!, ("K", "[]")).Close();
        }),
        new("opens-with-an-action", Failed, "ACTION_CHANGED", world =>
        {
            var forger = new Forger(world.Archived(At));
            return forger.Edit(new PdfReference(forger.Root, 0),
                ("OpenAction", "<</S /URI /URI (http://example.invalid/)>>")).Close();
        }),
        new("script-added", Failed, "ACTION_CHANGED", world =>
        {
            var forger = new Forger(world.Archived(At));
            return forger.Edit(new PdfReference(forger.Root, 0), ("Names",
                "<</JavaScript <</Names [(a) <</S /JavaScript /JS (app.alert\\(1\\))>>]>>>>")).Close();
        }),
        new("attachment-added", Failed, "ATTACHMENT_CHANGED", world =>
        {
            var forger = new Forger(world.Archived(At));
            var file = forger.Reserve();
            return forger.Edit(new PdfReference(forger.Root, 0), ("Names",
                    $"<</EmbeddedFiles <</Names [(a) <</Type /Filespec /F (a) /EF <</F {file} 0 R>>>>]>>>>"))
                .Stream(file, "x", "/Type /EmbeddedFile").Close();
        }),
        new("title-changed", Failed, "METADATA_CHANGED", world =>
        {
            var forger = new Forger(world.Archived(At));
            return forger.Edit((PdfReference)forger.File.Trailer["Info"]!, ("Title", "(Another title)")).Close();
        }),
        new("xmp-changed", Failed, "METADATA_CHANGED", world =>
        {
            var forger = new Forger(world.Archived(At));
            return forger.Stream(((PdfReference)forger.File.Catalog["Metadata"]!).Number,
                "<x:xmpmeta xmlns:x='adobe:ns:meta/'/>", "/Type /Metadata /Subtype /XML").Close();
        }),
        new("language-changed", Failed, "CATALOG_CHANGED", world =>
        {
            var forger = new Forger(world.Archived(At));
            return forger.Edit(new PdfReference(forger.Root, 0), ("Lang", "(en)")).Close();
        }),
    ];
}
