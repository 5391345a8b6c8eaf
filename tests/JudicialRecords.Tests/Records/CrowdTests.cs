using Civic.JudicialRecords.Records;
using Civic.JudicialRecords.Requests;
using Civic.NationalRegisters;
using Civic.Sandbox;
using Civic.Shared.Hosting;
using Civic.Testing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Records;

/// <summary>People whom the sandbox makes from their number, as the register's client sees them.</summary>
public sealed class CrowdTests
{
    private static readonly ServiceDescription Caller = new("caller", b => b.AddRegisters(), _ => { });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(271_828)]
    [InlineData(Crowd.Size - 1)]
    public async Task Population_SomebodyOfTheCrowd_IsKnownByTheirOwnNumberOnly(int index)
    {
        var addresses = TestHost.FreeAddresses("registers", "caller");
        await using var registers = await TestHost.StartAsync(NationalRegistersHost.Service, addresses);
        await using var caller = await TestHost.StartAsync(Caller, addresses);
        var population = caller.Services.GetRequiredService<PopulationRegister>();
        var asked = Crowd.Person(index);
        var query = new PopulationQuery(asked.Number, asked.Name, BirthDate.Of(asked.BirthDate), "officer");

        var person = (await population.FindAsync(query, TestContext.Current.CancellationToken))
            .ShouldBeOfType<RegisterReply<PopulationFacts>.Facts>().Value;

        (person.Name, person.IsMale, person.Permanent!.Province).ShouldBe((asked.Name, index % 2 == 0, "01"));
        asked.Number.Fits(asked.BirthDate.Year, asked.IsMale).ShouldBeTrue();
        query = query with { Number = Crowd.Person((index + 1) % Crowd.Size).Number };
        (await population.FindAsync(query, TestContext.Current.CancellationToken))
            .ShouldBeOfType<RegisterReply<PopulationFacts>.NothingOnRecord>();
    }
}
