using Civic.JudicialRecords.Certificates;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.JudicialRecords.Tests.Certificates;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Web.Staff;

/// <summary>
/// The database refuses exactly the commit that follows the key custodian's answer; later it lets it through.
/// </summary>
public sealed class CrashTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Sign_CommitFailsAfterTheSignature_SameBytesAreStoredLater(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        var staff = new StaffSteps(house);
        await RefuseAsync(house, DocumentKind.CertificateSigned);
        var id = await staff.ApprovedAsync(await house.SubmittedAsync("an"));
        var rendered = await DocumentAsync(house, id, DocumentKind.CertificateRendered);
        await house.WaitUntilAsync(id, d => d.ClaimedUntil is not null && d.PersonSignedAt is null);

        var answered = await AskAgainAsync(
            house, id, "judicial-person", CertificatePdf.PersonField, rendered, "person");
        await AllowAsync(house);
        await house.WaitUntilAsync(id, d => d.PersonSignedAt is not null);

        (await house.DocumentAsync(id, DocumentKind.CertificateSigned)).ShouldBe(answered);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Seal_CommitFailsAfterTheSeal_SameBytesAndOneIssuance(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        var staff = new StaffSteps(house);
        var id = await staff.ApprovedAsync(await house.SubmittedAsync("an"));
        await house.WaitUntilAsync(id, d => d.PersonSignedAt is not null);
        var signed = await DocumentAsync(house, id, DocumentKind.CertificateSigned);
        await RefuseAsync(house, DocumentKind.CertificateSealed);
        await staff.DoesAsync("van-thu", id, "order-seal");
        await house.WaitUntilAsync(id, d => d.ClaimedUntil is not null && d.SealedAt is null);

        var answered = await AskAgainAsync(house, id, "judicial-agency", CertificatePdf.AgencyField, signed, "agency");
        await AllowAsync(house);
        var dossier = await house.WaitUntilAsync(id, d => d.SealedAt is not null);

        (await house.DocumentAsync(id, DocumentKind.CertificateSealed)).ShouldBe(answered);
        dossier.History.Count(h => h.To == DossierState.Done).ShouldBe(1);
        (await house.QueryAsync(d => d.AuditEvents.CountAsync(e => e.Action == "certificate.issued"))).ShouldBe(1);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Withdraw_EnteredInTheLogButNotYetKept_IsTooLate(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        var staff = new StaffSteps(house);
        var id = await staff.ApprovedAsync(await house.SubmittedAsync("an"));
        await house.WaitUntilAsync(id, d => d.PersonSignedAt is not null);
        await RefuseAsync(house, "BEFORE UPDATE ON dossiers", "NEW.sealed_at IS NOT NULL");
        await staff.DoesAsync("van-thu", id, "order-seal");
        await DocumentAsync(house, id, DocumentKind.CertificateSealed);
        await house.WaitUntilAsync(id, d => d.ClaimedUntil is not null && d.SealedAt is null);

        var withdrawal = await WithdrawAsync(house, id);
        await AllowAsync(house);
        await house.WaitUntilAsync(id, d => d.SealedAt is not null);

        withdrawal.ShouldBeOfType<Withdrawal.TooLate>();
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task List_OneCantBeKept_TheOthersGoOnAndItComesLater(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        var staff = new StaffSteps(house);
        var ids = await BatchSigningTests.CheckedAsync(house, staff);
        var unlucky = ids[1];
        await RefuseAsync(house, "BEFORE INSERT ON stored_documents",
            $"NEW.kind = {(int)DocumentKind.CertificateSigned} "
            + $"AND upper(CAST(NEW.dossier_id AS text)) = '{unlucky.ToString().ToUpperInvariant()}'");

        await BatchSigningTests.ApproveAllAsync(house, staff);
        await BatchSigningTests.AllAsync(house, [.. ids.Except([unlucky])], d => d.PersonSignedAt is not null);
        var waiting = await house.WaitUntilAsync(unlucky, d => d.ClaimedUntil is not null);
        await AllowAsync(house);
        await BatchSigningTests.AllAsync(house, ids, d => d.PersonSignedAt is not null);

        waiting.PersonSignedAt.ShouldBeNull();
        (await house.QueryAsync(d => d.AuditEvents.CountAsync(e => e.Action == "certificate.signed"))).ShouldBe(3);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task List_OneEnteredButNotKept_TheOthersAreIssuedAndItIsEnteredOnce(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        var staff = new StaffSteps(house);
        var ids = await BatchSigningTests.CheckedAsync(house, staff);
        await BatchSigningTests.ApproveAllAsync(house, staff);
        await BatchSigningTests.AllAsync(house, ids, d => d.PersonSignedAt is not null);
        var unlucky = ids[1];
        await RefuseAsync(house, "BEFORE INSERT ON stored_documents",
            $"NEW.kind = {(int)DocumentKind.CertificateReceipt} "
            + $"AND upper(CAST(NEW.dossier_id AS text)) = '{unlucky.ToString().ToUpperInvariant()}'");

        await BatchSigningTests.SealAllAsync(house, staff);
        await BatchSigningTests.AllAsync(house, [.. ids.Except([unlucky])], d => d.SealedAt is not null);
        var waiting = await house.WaitUntilAsync(
            unlucky, d => d is { ClaimedUntil: not null, IssuingSince: not null });
        await AllowAsync(house);
        await BatchSigningTests.AllAsync(house, ids, d => d.SealedAt is not null);

        waiting.SealedAt.ShouldBeNull();
        (await house.QueryAsync(d => d.AuditEvents.CountAsync(e => e.Action == "certificate.issued"))).ShouldBe(3);
    }

    private static async Task<Withdrawal> WithdrawAsync(StaffHouse house, Guid id)
    {
        var dossier = await house.DossierAsync(id);
        await using var scope = house.Judicial.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<WithdrawRequest>()
            .RunAsync(dossier.Code, dossier.RequesterSubject, reason: null, default);
    }

    /// <summary>What the custodian answered to that key; it never signs twice for one.</summary>
    private static async Task<byte[]> AskAgainAsync(
        StaffHouse house,
        Guid id,
        string profile,
        string field,
        byte[] pdf,
        string step
    )
    {
        var number = await house.QueryAsync(d =>
            d.Certificates.Where(c => c.DossierId == id).Select(c => c.AddressNumber).SingleAsync()
        );
        var replies = await house.Judicial.Services.GetRequiredService<BatchSigning>().SealAsync(
            new(profile, field, step), [new(id, number)],
            _ => Task.FromResult(new Dictionary<Guid, byte[]> { [id] = pdf }), default);
        return replies[id].ShouldBeOfType<SigningReply<SealedPdf>.Done>().Value.Content;
    }

    private static async Task<byte[]> DocumentAsync(StaffHouse house, Guid id, DocumentKind kind)
    {
        for (var i = 0; i < 200; i++)
        {
            if (await house.DocumentAsync(id, kind) is { } content)
            {
                return content;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException($"{kind} was not stored.");
    }

    private static Task<int> RefuseAsync(StaffHouse house, DocumentKind kind) =>
        RefuseAsync(house, "BEFORE INSERT ON stored_documents", $"NEW.kind = {(int)kind}");

    private static Task<int> RefuseAsync(StaffHouse house, string moment, string when) => house.QueryAsync(d =>
        d.Database.ExecuteSqlRawAsync(
            d.Database.IsNpgsql()
                ? $"""
                    CREATE FUNCTION power() RETURNS trigger LANGUAGE plpgsql AS
                        'BEGIN RAISE EXCEPTION ''the power went out''; END';
                    CREATE TRIGGER refuse {moment} FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION power();
                    """
                : $"CREATE TRIGGER refuse {moment} WHEN {when} BEGIN SELECT RAISE(ABORT, 'the power went out'); END"));

    private static async Task AllowAsync(StaffHouse house)
    {
        await house.QueryAsync(d => d.Database.ExecuteSqlRawAsync(
            d.Database.IsNpgsql() ? "DROP FUNCTION power() CASCADE" : "DROP TRIGGER refuse"));
        house.Clock.Advance(WorkQueue.Hold + TimeSpan.FromSeconds(1));
    }
}
