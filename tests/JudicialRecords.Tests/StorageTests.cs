using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Identity;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests;

public sealed class StorageTests
{
    [Fact]
    public async Task Save_SecondOpenDossierForOnePerson_IsRefusedByTheDatabase()
    {
        await using var host = await TestHost.StartAsync(
            JudicialRecordsHost.Service,
            TestHost.FreeAddresses("judicial", "identity", "registers", "payments", "signing", "messages")
        );
        await using var scope = host.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<JudicialDbContext>();
        database.Dossiers.Add(Some("H26.1-261122-0001"));
        await database.SaveChangesAsync(TestContext.Current.CancellationToken);

        database.Dossiers.Add(Some("H26.1-261122-0002"));

        await Should.ThrowAsync<DbUpdateException>(() =>
            database.SaveChangesAsync(TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task Next_CalledTwice_NeverRepeatsANumber()
    {
        await using var host = await TestHost.StartAsync(
            JudicialRecordsHost.Service,
            TestHost.FreeAddresses("judicial", "identity", "registers", "payments", "signing", "messages")
        );
        await using var scope = host.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<JudicialDbContext>();

        var first = await database.NextAsync("certificate:2026", TestContext.Current.CancellationToken);
        var second = await database.NextAsync("certificate:2026", TestContext.Current.CancellationToken);

        (first, second).ShouldBe((1, 2));
    }

    private static Dossier Some(string code)
    {
        var dossier = new Dossier
        {
            Code = code,
            RequesterSubject = "subject",
            PersonNumber = CitizenId.Parse("001090999001"),
            Kind = CertificateKind.Number1,
            DeclarationJson = "{}",
            Channel = Channel.VneidOnline,
            RequesterLevel = AssuranceLevel.Level2,
            SubmittedAt = new DateTimeOffset(2024, 9, 3, 1, 0, 0, TimeSpan.Zero),
        };
        dossier.Register("subject");
        return dossier;
    }
}
