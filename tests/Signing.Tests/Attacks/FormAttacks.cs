using Civic.Documents.Objects;
using Civic.Documents.Reading;
using static Civic.Signing.Tests.Attacks.Corpus;

namespace Civic.Signing.Tests.Attacks;

/// <summary>Annotations, form fields and the widgets of signatures.</summary>
internal static class FormAttacks
{
    internal static IReadOnlyList<Technique> All { get; } =
    [
        new("note-added", Failed, "ANNOTATION_ADDED", world => WithAnnotation(world,
            "<</Type /Annot /Subtype /FreeText /Rect [100 500 500 700] /Contents (Co an tich) /DA (/Helv 20 Tf)>>")),
        new("stamp-without-look-added", Failed, "ANNOTATION_ADDED", world => WithAnnotation(world,
            "<</Type /Annot /Subtype /Stamp /Rect [0 0 0 0]>>")),
        new("text-field-added", Failed, "FIELD_ADDED", world =>
        {
            var forger = new Forger(world.Archived(At));
            var field = forger.Reserve();
            return AddField(forger, field).Object(field,
                "<</Type /Annot /Subtype /Widget /FT /Tx /T (x) /V (Co an tich) /Rect [100 500 500 700]>>").Close();
        }),
        new("signature-shown-undeclared", Failed, "UNDECLARED_SIGNATURE_SHOWN", world =>
        {
            var forger = new Forger(world.Archived(At));
            var field = forger.Reserve();
            return AddField(forger, field).Object(field, Hand.Field("Sneaky", "[100 500 500 700]")).Close();
        }),
        new("timestamp-shown", Failed, "UNDECLARED_SIGNATURE_SHOWN", world =>
        {
            var forger = new Forger(world.Archived(At));
            var field = forger.Reserve();
            return AddField(forger, field).Object(field, Hand.Field("Sneaky", "[100 500 500 700]").Replace(
                "/P 3 0 R", "/V <</Type /DocTimeStamp /SubFilter /ETSI.RFC3161>>", StringComparison.Ordinal)).Close();
        }),
        new("signature-field-moved", Failed, "SIGNATURE_FIELD_MOVED", world =>
        {
            var forger = new Forger(world.Archived(At));
            return forger.Edit(FieldOf(forger, "Agency"), ("Rect", "[0 0 595 842]")).Close();
        }),
        new("empty-field-moved-then-signed", Failed, "SIGNATURE_FIELD_MOVED", world =>
        {
            var forger = new Forger(Hand.Signed(world));
            var moved = forger.Edit(FieldOf(forger, "Agency"), ("Rect", "[0 0 400 300]")).Close();
            return world.Sign(moved, "Agency", world.Agency, At, At);
        }),
        new("signature-look-replaced", Failed, "SIGNATURE_APPEARANCE_CHANGED", world =>
        {
            var forger = new Forger(world.Archived(At));
            var field = (PdfDictionary)forger.File.Resolve(FieldOf(forger, "CompetentPerson"));
            var look = (PdfReference)forger.File.Find<PdfDictionary>(field, "AP")!["N"]!;
            return forger.Stream(look.Number, "0 g 0 0 500 500 re f", "/Subtype /Form /BBox [0 0 500 500]").Close();
        }),
        new("signature-look-redirected", Failed, "SIGNATURE_APPEARANCE_CHANGED", world =>
        {
            var forger = new Forger(world.Archived(At));
            var look = forger.Reserve();
            return forger.Edit(FieldOf(forger, "CompetentPerson"), ("AP", $"<</N {look} 0 R>>"))
                .Stream(look, "0 g 0 0 500 500 re f", "/Subtype /Form /BBox [0 0 500 500]").Close();
        }),
        new("signature-renamed", Failed, "SIGNED_FIELD_CHANGED", world =>
        {
            var forger = new Forger(world.Archived(At));
            return forger.Edit(FieldOf(forger, "Agency"), ("T", "(Director)")).Close();
        }),
        new("signature-removed", Failed, "SIGNATURE_REMOVED", world =>
        {
            var forger = new Forger(world.Archived(At));
            return forger.Edit(FieldOf(forger, "CompetentPerson"), ("V", null)).Close();
        }),
        new("all-signatures-removed", Failed, "SIGNATURE_REMOVED", world =>
        {
            var forger = new Forger(world.Archived(At));
            return forger.Edit(new PdfReference(forger.Root, 0), ("AcroForm", null)).Close();
        }),
        new("widget-removed-from-page", Failed, "ANNOTATION_REMOVED", world =>
        {
            var forger = new Forger(world.Archived(At));
            return forger.Edit(forger.Page, ("Annots", "[]")).Close();
        }),
        new("form-default-look-changed", Failed, "FIELD_CHANGED", world =>
        {
            var forger = new Forger(Hand.Signed(world));
            return forger.Object(10, "<</SigFlags 3 /Fields [11 0 R 12 0 R] /NeedAppearances true>>").Close();
        }),
        new("signed-by-a-stranger-in-a-shown-field", Failed, "UNDECLARED_SIGNATURE_SHOWN", world =>
        {
            var stranger = new Judging.SmallWorld();
            var forger = new Forger(world.Archived(At));
            var field = forger.Reserve();
            var pdf = AddField(forger, field).Object(field, Hand.Field("Sneaky", "[100 500 500 700]")).Close();
            return world.Sign(pdf, "Sneaky", stranger.Agency, At, null);
        }),
    ];

    internal static PdfReference FieldOf(Forger forger, string name) =>
        forger.File.SignatureFields.Single(f => f.Name == name).Reference!;

    private static byte[] WithAnnotation(Judging.SmallWorld world, string annotation)
    {
        var forger = new Forger(world.Archived(At));
        var added = forger.Reserve();
        return forger.Edit(forger.Page, ("Annots", Longer(forger, forger.File.Pages()[0].Page["Annots"]!, added)))
            .Object(added, annotation).Close();
    }

    private static Forger AddField(Forger forger, int field)
    {
        forger.Edit(forger.Page, ("Annots", Longer(forger, forger.File.Pages()[0].Page["Annots"]!, field)));
        var form = forger.File.Find<PdfDictionary>(forger.File.Catalog, "AcroForm")!;
        var fields = Longer(forger, form["Fields"]!, field);
        return forger.File.Catalog["AcroForm"] is PdfReference own
            ? forger.Edit(own, ("Fields", fields))
            : forger.Edit(new PdfReference(forger.Root, 0), ("AcroForm", Forger.Edited(form, ("Fields", fields))));
    }

    private static string Longer(Forger forger, PdfObject list, int added) =>
        Forger.Spell(new PdfArray([.. ((PdfArray)forger.File.Resolve(list)).Items, new PdfReference(added, 0)]));
}
