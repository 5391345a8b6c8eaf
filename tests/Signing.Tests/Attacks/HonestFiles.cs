using Civic.Documents.Objects;
using Civic.Signing.Tests.Stage;
using static Civic.Signing.Tests.Attacks.Corpus;

namespace Civic.Signing.Tests.Attacks;

/// <summary>Files that are as they should be, by our hand or others': none of them may be accused.</summary>
internal static class HonestFiles
{
    internal static IReadOnlyList<Technique> All { get; } =
    [
        new("own-archived", Passed, null, world => world.Archived(At)),
        new("own-stamped-twice", Passed, null,
            world => world.WithArchiveStamp(world.Archived(At), "Archive2", At.AddHours(1))),
        new("by-hand", Passed, null, world => Hand.Signed(world)),
        new("linearized-then-signed", Passed, null,
            world => Saved(world, "--linearize")),
        new("object-streams-then-signed", Passed, null,
            world => Saved(world, "--object-streams=generate")),
        new("linearized-object-streams-then-signed", Passed, null,
            world => Saved(world, "--linearize", "--object-streams=generate")),
        new("readable-form-then-signed", Passed, null,
            world => Saved(world, "--qdf")),
        new("dates-updated", Passed, null, world =>
        {
            var forger = new Forger(world.Archived(At));
            return forger.Edit((PdfReference)forger.File.Trailer["Info"]!, ("ModDate", "(D:20260701000000Z)")).Close();
        }),
        new("empty-update", Passed, null, world => new Forger(world.Archived(At)).Close()),
        new("unused-object-added", Passed, null, world =>
        {
            var forger = new Forger(world.Archived(At));
            return forger.Object(forger.Reserve(), "(nothing shows this)").Close();
        }),
        new("blank-lines-after-the-end", Passed, null, world => [.. world.Archived(At), .. "\r\n\r\n"u8]),
        new("invisible-signature-in-a-field-of-its-own", Passed, null, world =>
        {
            var forger = new Forger(Hand.Signed(world));
            var field = forger.Reserve();
            forger.Edit(forger.Page, ("Annots", $"[11 0 R 12 0 R {field} 0 R]"))
                .Object(10, $"<</SigFlags 3 /Fields [11 0 R 12 0 R {field} 0 R]>>")
                .Object(field, Hand.Field("Second", "[0 0 0 0]"));
            var pdf = world.Sign(forger.Close(), "Second", world.Agency, At, At);
            return world.WithEvidence(pdf, At, world.Agency);
        }),
        new("field-and-widget-apart", Passed, null, world =>
        {
            var unsigned = Hand.Start(annotations: "14 0 R 12 0 R")
                .Object(Hand.PersonField, "<</FT /Sig /T (CompetentPerson) /Rect [0 0 0 0] /Kids [14 0 R]>>")
                .Object(14, "<</Type /Annot /Subtype /Widget /Parent 11 0 R /Rect [20 20 160 80] /P 3 0 R>>").Close();
            return Hand.Signed(world, unsigned);
        }),
        new("cms-by-openssl", Passed, null, OpenSslSigned.Make),
    ];

    private static byte[] Saved(Judging.SmallWorld world, params string[] options)
    {
        var pdf = Qpdf.Run(Some.Certificate("2026-7-LLTP-STP"), options);
        pdf = world.Sign(pdf, "CompetentPerson", world.Person, At, At);
        pdf = world.Sign(pdf, "Agency", world.Agency, At.AddMinutes(1), At.AddMinutes(1));
        pdf = world.WithEvidence(pdf, At.AddMinutes(2), world.Person, world.Agency, world.Tsa);
        return world.WithArchiveStamp(pdf, "Archive1", At.AddMinutes(3));
    }
}
