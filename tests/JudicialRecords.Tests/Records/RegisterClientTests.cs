using System.Net;
using System.Net.Http.Json;
using Civic.JudicialRecords.Expungement;
using Civic.JudicialRecords.Fees;
using Civic.JudicialRecords.Records;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Tests.Policies;
using Civic.NationalRegisters;
using Civic.Sandbox;
using Civic.Shared.Hosting;
using Civic.Testing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Records;

/// <summary>The clients against the registers of the sandbox, over HTTP.</summary>
public sealed class RegisterClientTests : IAsyncLifetime
{
    private static readonly ServiceDescription Caller = new("caller", b => b.AddRegisters(), _ => { });

    private TestHost _registers = null!;
    private TestHost _caller = null!;

    public async ValueTask InitializeAsync()
    {
        var addresses = TestHost.FreeAddresses("registers", "caller");
        _registers = await TestHost.StartAsync(NationalRegistersHost.Service, addresses);
        _caller = await TestHost.StartAsync(
            Caller,
            addresses,
            new Dictionary<string, string?>
            {
                ["Civic:Registers:AttemptTimeout"] = "00:00:02",
                ["Civic:Registers:RetryDelay"] = "00:00:00.020",
            }
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _caller.DisposeAsync();
        await _registers.DisposeAsync();
    }

    [Fact]
    public async Task Population_KnownPerson_ReadsTheWholeEntry()
    {
        var person = (await FindAsync("an")).ShouldBeOfType<RegisterReply<PopulationFacts>.Facts>().Value;

        person.Name.ShouldBe("Nguyễn Văn An");
        person.IsMale.ShouldBeTrue();
        person.BirthDate.ShouldBe(BirthDate.Of(new(1990, 3, 14)));
        person.Permanent!.Province.ShouldBe("01");
        person.Current.ShouldBeNull();
        (person.Father!.Name, person.Mother!.Name, person.Spouse!.Name).ShouldBe(
            ("Nguyễn Văn Mẫu", "Nguyễn Thị Mẫu", "Phạm Thị Hòa")
        );
    }

    [Fact]
    public async Task Population_TemporaryResident_HasBothAddresses()
    {
        var person = (await FindAsync("tuan")).ShouldBeOfType<RegisterReply<PopulationFacts>.Facts>().Value;

        (person.Permanent!.Province, person.Current!.Province).ShouldBe(("48", "01"));
    }

    [Fact]
    public async Task Population_NameDoesNotFitTheNumber_NothingOnRecord()
    {
        var an = Personas.ById("an");
        var query = new PopulationQuery(an.Number, "Nguyễn Văn Bảo", BirthDate.Of(an.BirthDate), "officer");

        (await Population.FindAsync(query, Cancel)).ShouldBeOfType<RegisterReply<PopulationFacts>.NothingOnRecord>();
    }

    [Fact]
    public async Task Population_OnlyTheYearKnownThere_IsTolerated()
    {
        await SpoilAsync("/population", "partial-match");

        (await FindAsync("an"))
            .ShouldBeOfType<RegisterReply<PopulationFacts>.Facts>()
            .Value.BirthDate.ShouldBe(new BirthDate(1990));
    }

    [Theory]
    [InlineData("wrong-person", nameof(UnreachableReason.WrongPerson), 1)]
    [InlineData("stale", nameof(UnreachableReason.Stale), 1)]
    [InlineData("5xx", nameof(UnreachableReason.Failed), 3)]
    [InlineData("malformed", nameof(UnreachableReason.Malformed), 3)]
    [InlineData("truncated", nameof(UnreachableReason.Failed), 3)]
    [InlineData("timeout", nameof(UnreachableReason.Timeout), 3)]
    [InlineData("slow-body", nameof(UnreachableReason.Timeout), 3)]
    public async Task Population_Fault_IsNeitherFactsNorNothing(string kind, string reason, int attempts)
    {
        await SpoilAsync("/population", kind);

        var reply = (await FindAsync("an")).ShouldBeOfType<RegisterReply<PopulationFacts>.Unreachable>();

        reply.Reason.ToString().ShouldBe(reason);
        reply.Call.Attempts.ShouldBe(attempts);
        reply.Call.Outcome.ShouldNotBe("facts");
    }

    [Fact]
    public async Task Population_FailsTwiceThenAnswers_GivesTheFacts()
    {
        await SpoilAsync("/population", "5xx", count: 2);

        (await FindAsync("an")).ShouldBeOfType<RegisterReply<PopulationFacts>.Facts>().Call.Attempts.ShouldBe(3);
    }

    [Fact]
    public async Task Population_ForeignRequestWithoutCredential_IsRefused()
    {
        using var body = new StringContent("<x/>");

        (await _registers.Http.PostAsync("/population/TraCuuThongTinCongDan", body, Cancel)).StatusCode.ShouldBe(
            HttpStatusCode.Unauthorized
        );
    }

    [Fact]
    public async Task Judicial_NeverConvicted_NothingOnRecord() =>
        (await SearchAsync("an")).ShouldBeOfType<RegisterReply<JudicialFacts>.NothingOnRecord>();

    [Theory]
    [InlineData("binh", typeof(ConvictionResult.Convicted))]
    [InlineData("cuong", typeof(ConvictionResult.Clear))]
    public async Task Judicial_PersonaWithAFile_IsJudgedAsComputed(string id, Type expected)
    {
        var facts = (await SearchAsync(id)).ShouldBeOfType<RegisterReply<JudicialFacts>.Facts>().Value;

        facts.Judgments.Count.ShouldBe(1);
        facts.PossibleMatches.ShouldBeEmpty();
        var born = BirthDate.Of(Personas.ById(id).BirthDate);
        var result = ExpungementRules.Judge(facts.Judgments, born, new(2026, 11, 22), ThePack.Hanoi);
        result.ShouldBeOfType(expected);
        result.Use.ShouldBeOfType<ResultUse.AsComputed>();
    }

    [Fact]
    public async Task Judicial_Namesake_StandsApartAsPossibleMatch()
    {
        var first = (await SearchAsync("nam-1")).ShouldBeOfType<RegisterReply<JudicialFacts>.Facts>().Value;
        var second = (await SearchAsync("nam-2")).ShouldBeOfType<RegisterReply<JudicialFacts>.Facts>().Value;

        first.Judgments.ShouldBeEmpty();
        first.PossibleMatches.Single().Father.ShouldBe("Nguyễn Văn Sáu");
        second.Judgments.Count.ShouldBe(1);
        second.Bans.Count.ShouldBe(1);
        second.PossibleMatches.ShouldBeEmpty();
    }

    [Fact]
    public async Task Judicial_EntryWithoutNumber_IsOnlyAPossibleMatch()
    {
        await SpoilAsync("/judicial", "partial-match");

        var facts = (await SearchAsync("binh")).ShouldBeOfType<RegisterReply<JudicialFacts>.Facts>().Value;

        facts.Judgments.ShouldBeEmpty();
        facts.PossibleMatches.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Judicial_SentTwice_CountsOnce()
    {
        await SpoilAsync("/judicial", "duplicate");

        (await SearchAsync("binh"))
            .ShouldBeOfType<RegisterReply<JudicialFacts>.Facts>()
            .Value.Judgments.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("wrong-person", nameof(UnreachableReason.WrongPerson))]
    [InlineData("stale", nameof(UnreachableReason.Stale))]
    public async Task Judicial_AnswerNotToBeUsed_IsNotEmpty(string kind, string reason)
    {
        await SpoilAsync("/judicial", kind);

        (await SearchAsync("an"))
            .ShouldBeOfType<RegisterReply<JudicialFacts>.Unreachable>()
            .Reason.ToString()
            .ShouldBe(reason);
    }

    [Fact]
    public async Task Police_PendingInvestigation_IsTold()
    {
        var person = Personas.ById("nam-2");
        var police = _caller.Services.GetRequiredService<PoliceRegister>();

        var reply = await police.SearchAsync(
            person.Number,
            person.Name,
            BirthDate.Of(person.BirthDate),
            "officer",
            Cancel
        );

        reply
            .ShouldBeOfType<RegisterReply<IReadOnlyList<PoliceTrace>>.Facts>()
            .Value.Single()
            .Outcome.ShouldBe(PoliceTraceOutcome.Pending);
    }

    [Theory]
    [InlineData("dung", nameof(FeeClass.Student))]
    [InlineData("ha", nameof(FeeClass.Disabled))]
    [InlineData("hung", nameof(FeeClass.PoorHousehold))]
    [InlineData("khanh", nameof(FeeClass.Merit))]
    [InlineData("quynh", nameof(FeeClass.MartyrRelative))]
    [InlineData("seo", nameof(FeeClass.DifficultCommune))]
    public async Task Classes_PersonaOfAClass_IsProved(string id, string fee)
    {
        var number = Personas.ById(id).Number;
        var reply =
            fee == nameof(FeeClass.Student)
                ? await _caller
                    .Services.GetRequiredService<EducationRegister>()
                    .EnrolmentAsync(number, "officer", Cancel)
                : await _caller
                    .Services.GetRequiredService<SocialPolicyRegister>()
                    .ClassesAsync(number, "officer", Cancel);

        reply
            .ShouldBeOfType<RegisterReply<IReadOnlyList<ProvedClass>>.Facts>()
            .Value.Single()
            .Class.ToString()
            .ShouldBe(fee);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private PopulationRegister Population => _caller.Services.GetRequiredService<PopulationRegister>();

    private Task<RegisterReply<PopulationFacts>> FindAsync(string id)
    {
        var person = Personas.ById(id);
        return Population.FindAsync(new(person.Number, person.Name, BirthDate.Of(person.BirthDate), "officer"), Cancel);
    }

    private Task<RegisterReply<JudicialFacts>> SearchAsync(string id)
    {
        var person = Personas.ById(id);
        return _caller
            .Services.GetRequiredService<JudicialRegister>()
            .SearchAsync(
                new(
                    person.Number,
                    person.OldNumber,
                    person.Name,
                    BirthDate.Of(person.BirthDate),
                    person.Father,
                    person.Mother,
                    "officer"
                ),
                Cancel
            );
    }

    private async Task SpoilAsync(string route, string kind, int? count = null) =>
        (
            await _registers.Http.PostAsJsonAsync(
                "/__civic/scenario",
                new
                {
                    faults = new[]
                    {
                        new
                        {
                            route,
                            kind,
                            count,
                            delayMs = 8_000,
                        },
                    },
                },
                Cancel
            )
        ).EnsureSuccessStatusCode();
}
