using Civic.JudicialRecords.Certificates;
using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Expungement;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Records;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Tests.Fees;
using Civic.JudicialRecords.Tests.Policies;
using Civic.JudicialRecords.Tests.Web.Staff;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Expungement;

public sealed class ExpungementPropertyTests
{
    private const int Rounds = 5_000;

    [Fact]
    public void Judge_AFurtherConviction_NeverClearsAnyone() =>
        ForAll(
            (judgments, born, day, chance) =>
            {
                var more = judgments.Append(SomeJudgment(chance)).ToList();

                Severity(Judge(more, born, day)).ShouldBeGreaterThanOrEqualTo(Severity(Judge(judgments, born, day)));
            }
        );

    [Fact]
    public void Judge_LaterCompletion_NeverClearsEarlier() =>
        ForAll(
            (judgments, born, day, chance) =>
            {
                var index = chance.Below(judgments.Count);
                if (judgments[index].MainCompletion is { State: CompletionState.Done, On: { } done })
                {
                    var later = judgments.ToList();
                    later[index] = later[index] with
                    {
                        MainCompletion = Completion.Done(done.AddDays(1 + chance.Below(900))),
                    };

                    Severity(Judge(later, born, day))
                        .ShouldBeGreaterThanOrEqualTo(Severity(Judge(judgments, born, day)));
                }
            }
        );

    [Fact]
    public void Judge_OrderOfInput_DoesNotMatter() =>
        ForAll(
            (judgments, born, day, _) =>
                LawJson
                    .Write(Judge([.. judgments.AsEnumerable().Reverse()], born, day))
                    .ShouldBe(LawJson.Write(Judge(judgments, born, day)))
        );

    [Fact]
    public void Judge_Expunged_OnlyOnOrAfterTheDayItSays() =>
        ForAll(
            (judgments, born, day, _) =>
                Judge(judgments, born, day)
                    .Findings.Where(f => f.Standing == JudgmentStanding.ExpungedByTime)
                    .ShouldAllBe(f => f.End <= day && f.Start < f.End)
        );

    [Fact]
    public void Judge_StoredResult_ReadsBackAlike() =>
        ForAll(
            (judgments, born, day, _) =>
            {
                var json = LawJson.Write(Judge(judgments, born, day));

                LawJson.Write(LawJson.Read<ConvictionResult>(json)).ShouldBe(json);
            },
            rounds: 300
        );

    /// <summary>Whatever an officer decides on each judgment, a certificate never contradicts itself.</summary>
    [Fact]
    public void Print_AnyDecisions_StatusAndJudgmentsAgree() =>
        ForAll(
            (judgments, born, day, chance) =>
            {
                var findings = Judge(judgments, born, day).Findings.Select(f => SomeConclusion(f, chance)).ToList();

                var first = CertificateOf(CertificateKind.Number1, findings, day);
                var second = CertificateOf(CertificateKind.Number2, findings, day);

                var active = second.Judgments.Count(j => j.Standing == "chưa được xóa án tích");
                first.RecordStatus.ShouldBe(active > 0 ? "có án tích" : "không có án tích");
                first.Judgments.Length.ShouldBe(active);
                (second.RecordStatus == "có án tích").ShouldBe(active > 0);
                (second.RecordStatus == "không có án tích")
                    .ShouldBe(second.Judgments.All(j => j.Standing == "không bị coi là có án tích"));
            }
        );

    private static JudgmentFinding SomeConclusion(JudgmentFinding finding, Chance chance)
    {
        string[] choices = ["confirmed", "active", "no-record", "disregarded", "expunged 2020-02-29"];
        var first = finding.Standing == JudgmentStanding.NeedsVerification ? 1 : 0;
        var choice = chance.Below(2) == 0 && !finding.NeedsOfficer
            ? null
            : choices[first + chance.Below(choices.Length - first)];
        var act = choice is null
            ? null
            : new StaffAct
            {
                DossierId = Guid.Empty,
                At = DateTimeOffset.UnixEpoch,
                Action = "judgment.decided",
                Actor = "a",
                ActorName = "A",
                ActorTitle = "Chuyên viên",
                Choice = choice,
            };
        var judged = new JudgmentCase(finding, "key", act);
        judged.IsSettled.ShouldBeTrue();
        return judged.Concluded;
    }

    private static CertificateContent CertificateOf(
        CertificateKind kind, IReadOnlyList<JudgmentFinding> findings, DateOnly day) =>
        CertificateWording.Write(
            new CertificateFacts
            {
                Declaration = StaffHouse.DeclarationOf(Sandbox.Personas.ById("an"), kind),
                Findings = findings,
                Bans = [],
                Number = "1",
                IssueDate = day,
                Signer = new(["GIÁM ĐỐC"], "A"),
            },
            ThePack.Hanoi
        );

    private static ConvictionResult Judge(IReadOnlyList<JudgmentFacts> judgments, BirthDate born, DateOnly day) =>
        ExpungementRules.Judge(judgments, born, day, ThePack.Hanoi);

    private static int Severity(ConvictionResult result) =>
        result switch
        {
            ConvictionResult.Convicted => 2,
            ConvictionResult.NeedsVerification => 1,
            _ => 0,
        };

    private static void ForAll(Action<List<JudgmentFacts>, BirthDate, DateOnly, Chance> holds, int rounds = Rounds)
    {
        var chance = new Chance(7319);
        for (var i = 0; i < rounds; i++)
        {
            var judgments = Enumerable.Range(0, 1 + chance.Below(3)).Select(_ => SomeJudgment(chance)).ToList();
            var born = new DateOnly(1975, 1, 1).AddDays(chance.Below(12_000));
            holds(
                judgments,
                chance.Below(4) == 0 ? new(born.Year) : BirthDate.Of(born),
                new DateOnly(2018, 1, 1).AddDays(chance.Below(3_300)),
                chance
            );
        }
    }

    private static JudgmentFacts SomeJudgment(Chance chance)
    {
        var committed = new DateOnly(2004, 1, 1).AddDays(chance.Below(7_000));
        var date = committed.AddDays(30 + chance.Below(300));
        return new()
        {
            Number = $"{chance.Below(1_000_000)}/HSST",
            Date = date,
            Court = "Tòa án nhân dân quận Mẫu",
            State = chance.Below(8) == 0 ? (JudgmentState)chance.Below(5) : JudgmentState.Final,
            Offences =
            [
                new(
                    "Tội",
                    "173",
                    chance.Below(12) == 0 ? 13 : 16,
                    (OffenceGravity)chance.Below(5),
                    chance.Below(4) == 0,
                    chance.Below(9) == 0 ? null : committed
                ),
            ],
            Main = new(
                (MainPenaltyKind)chance.Below(7),
                chance.Below(10) == 0 ? null : 1 + chance.Below(240),
                null,
                "hình phạt",
                chance.Below(6) == 0 ? 1 + chance.Below(300) : null
            ),
            ExemptFromPunishment = chance.Below(25) == 0,
            JudicialMeasureForMinor = chance.Below(25) == 0,
            ExecutionLimitExpiredOn = chance.Below(12) == 0 ? date.AddYears(5) : null,
            Amnesty = chance.Below(20) == 0 ? new("1/QĐ", date.AddYears(3), "Quốc hội") : null,
            Civil =
                chance.Below(4) > 0
                    ? null
                    : new("bồi thường", SomeCompletion(chance, date.AddDays(chance.Below(2_000)))),
            MainCompletion = SomeCompletion(chance, date.AddDays(chance.Below(2_000))),
            CourtFee =
                chance.Below(3) == 0 ? null : new("án phí", SomeCompletion(chance, date.AddDays(chance.Below(2_000)))),
            Additional =
                chance.Below(3) > 0
                    ? []
                    :
                    [
                        new(
                            (AdditionalPenaltyKind)chance.Below(7),
                            "hình phạt bổ sung",
                            SomeCompletion(chance, date.AddDays(chance.Below(2_500))),
                            date.AddDays(chance.Below(2_500))
                        ),
                    ],
            Expungement =
                chance.Below(7) > 0
                    ? null
                    : new(
                        (ExpungementDocumentKind)chance.Below(3),
                        "1/QĐ",
                        date.AddYears(4),
                        "Tòa án",
                        date.AddYears(4)
                    ),
        };
    }

    private static Completion SomeCompletion(Chance chance, DateOnly on) =>
        chance.Below(8) switch
        {
            0 => Completion.Unknown,
            1 => Completion.NotDone,
            _ => Completion.Done(on),
        };
}
