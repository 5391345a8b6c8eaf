using System.Text.Json;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Tests.Fees;
using Civic.JudicialRecords.Tests.Web.Staff;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Decisions;

public sealed class RandomActsTests
{
    // The transitions of the national portal's interface, written down a second time and not read from the code;
    // 5 to 1 is our own: what reception asked for comes back to reception.
    private static readonly Dictionary<int, int[]> Official = new()
    {
        [0] = [1],
        [1] = [2, 3, 5, 6, 7],
        [2] = [4, 5, 6, 7, 8],
        [3] = [],
        [4] = [5, 6, 7, 8, 9],
        [5] = [1, 2, 4, 7, 8],
        [6] = [1, 2, 4, 7, 8],
        [7] = [],
        [8] = [4],
        [9] = [10],
        [10] = [],
    };

    private static readonly (string Persona, string[] Actions)[] Staff =
    [
        ("tiep-nhan", ["accept", "refuse", "ask-supplement", "judge-class", "assess-fee"]),
        ("chuyen-vien", ["take", "fetch-records", "prepare", "ask-supplement", "decide-judgment", "decide-match"]),
        ("truong-phong", ["check", "send-back", "accept"]),
        ("giam-doc", ["approve", "send-back", "check"]),
        ("van-thu", ["order-seal", "approve"]),
    ];

    [Fact]
    public void MayBecome_AnyTwoStates_IsTheOfficialTable()
    {
        foreach (var from in Enum.GetValues<DossierState>())
        {
            int[] allowed = [.. Enum.GetValues<DossierState>().Where(to => from.MayBecome(to)).Select(to => (int)to)];
            allowed.ShouldBe(Official[(int)from], $"from {from}");
        }
    }

    [Fact]
    public void MoveTo_RandomWishes_NeverLeavesTheOfficialTable()
    {
        var chance = new Chance(20261122);
        for (var run = 0; run < 500; run++)
        {
            var dossier = SomeDossier();
            for (var step = 0; step < 20; step++)
            {
                var (before, wish) = (dossier.State, (DossierState)(chance.Below(10) + 1));
                var moved = dossier.MoveTo(wish, DateTimeOffset.UnixEpoch.AddDays(step), "somebody");

                (moved is MoveResult.Moved).ShouldBe(Official[(int)before].Contains((int)wish), $"{before} to {wish}");
                dossier.State.ShouldBe(moved is MoveResult.Moved ? wish : before);
            }

            ShouldBeOfficial(dossier);
        }
    }

    [Fact]
    public async Task Act_RandomOfficersAndActions_NeverLeavesTheOfficialTable()
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);
        var chance = new Chance(20261122);
        var ids = new List<Guid>();
        foreach (var person in new[] { "an", "thao", "binh", "cuong", "nam-1", "giang" })
        {
            ids.Add(await house.SubmittedAsync(person));
        }

        var done = 0;
        for (var step = 0; step < 300; step++)
        {
            var (persona, actions) = Staff[chance.Below(Staff.Length)];
            var (id, action) = (ids[chance.Below(ids.Count)], actions[chance.Below(actions.Length)]);

            var status = await GuardTests.PostAsync(house, await staff.AsAsync(persona), id, action, "none");

            status.ShouldBeOneOf(303, 403, 409, 422);
            done += status == 303 ? 1 : 0;
            ShouldBeOfficial(await house.DossierAsync(id));
        }

        done.ShouldBeGreaterThan(3);
        (await house.QueryAsync(d => d.StaffActs.CountAsync())).ShouldBe(done);
    }

    private static void ShouldBeOfficial(Dossier dossier)
    {
        foreach (var change in dossier.History)
        {
            Official[(int)(change.From ?? 0)].ShouldContain((int)change.To);
        }

        dossier.History.Count(h => h.To == dossier.State).ShouldBeGreaterThan(0);
        dossier.IsOpen.ShouldBe((int)dossier.State is not (3 or 7 or 9 or 10));
    }

    private static Dossier SomeDossier()
    {
        var dossier = new Dossier
        {
            Code = "H26.1-261122-0001",
            RequesterSubject = "subject",
            PersonNumber = Sandbox.Personas.ById("an").Number,
            Kind = CertificateKind.Number1,
            DeclarationJson = JsonSerializer.Serialize(new { }),
            Channel = Channel.VneidOnline,
            RequesterLevel = Shared.Identity.AssuranceLevel.Level2,
            SubmittedAt = DateTimeOffset.UnixEpoch,
        };
        dossier.Register("subject");
        return dossier;
    }
}
