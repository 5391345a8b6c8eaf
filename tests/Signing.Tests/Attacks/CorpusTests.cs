using Civic.Documents.Reading;
using Civic.Signing.Tests.Judging;
using Civic.Signing.Validation;
using Shouldly;
using Xunit;

namespace Civic.Signing.Tests.Attacks;

/// <summary>Every technique of the corpus gets its verdict, and the right reason for it.</summary>
public sealed class CorpusTests
{
    private static readonly SmallWorld World = new();

    public static TheoryData<string> Names => [.. Corpus.All.Select(t => t.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Judge_Technique_VerdictAndReasonOfTheCorpus(string name)
    {
        var technique = Corpus.All.Single(t => t.Name == name);

        var judged = World.Judge(technique.Make(World), Corpus.At.AddHours(2));

        judged.Verdict.ShouldBe(technique.Verdict, Said(judged));
        if (technique.Code is { } code)
        {
            Codes(judged).ShouldContain(code, Said(judged));
        }
        else
        {
            judged.Changes.ShouldAllBe(c => !c.AltersContent, Said(judged));
        }
    }

    [Fact]
    public void Judge_EncryptedByAnUpdate_RefusedAsSuch()
    {
        var forger = new Forger(World.Archived(Corpus.At));

        PdfFile.TryRead(forger.Close(" /Encrypt <</Filter /Standard>>"), out _, out var failure).ShouldBeFalse();

        failure.ShouldBeOfType<PdfReadFailure.Encrypted>();
    }

    [Fact]
    public void Judge_ChangeOnTheSecondPage_NamesThePage()
    {
        var unsigned = Hand.Start().Object(2, "<</Type /Pages /Kids [3 0 R 20 0 R] /Count 2>>")
            .Object(20, "<</Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Contents 21 0 R /Resources <<>>>>")
            .Stream(21, "0 g").Close();
        var pdf = new Forger(Hand.Signed(World, unsigned)).Stream(21, "1 g").Close();

        var change = World.Judge(pdf, Corpus.At.AddHours(2)).Changes.Single(c => c.AltersContent);

        (change.Code, change.Page, change.Object, change.Revision).ShouldBe(("PAGE_CONTENT_CHANGED", 2, "21 0", 4));
    }

    private static IEnumerable<string?> Codes(JudgedFile judged) =>
        judged.Changes.Select(c => c.Code).Concat(judged.Signatures.Select(s => s.SubIndication)!);

    private static string Said(JudgedFile judged) =>
        string.Join(' ', judged.Signatures.Select(s => $"{s.Field}:{s.Indication}/{s.SubIndication}"))
        + " | " + string.Join(' ', judged.Changes.Select(c => $"{c.Revision}:{c.Code}({c.Object})"));
}
