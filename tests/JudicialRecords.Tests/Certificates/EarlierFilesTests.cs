using Civic.JudicialRecords.Storage;
using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Certificates;

/// <summary>The sealed file holds the earlier ones, which are kept until it is issued; another file stays.</summary>
public sealed class EarlierFilesTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Issue_SealedFileBeginsWithTheEarlierOnes_KeepsThemOnce(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        var staff = new StaffSteps(house);
        var (one, other) = (await SignedAsync(house, staff, "an"), await SignedAsync(house, staff, "thao"));
        var rendered = (await house.DocumentAsync(one, DocumentKind.CertificateRendered))!;
        var signed = (await house.DocumentAsync(one, DocumentKind.CertificateSigned))!;
        await house.QueryAsync(d => d.StoredDocuments
            .Where(x => x.DossierId == other && x.Kind == DocumentKind.CertificateRendered)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.Content, "%PDF-another"u8.ToArray())));

        foreach (var id in new[] { one, other })
        {
            await staff.DoesAsync("van-thu", id, "order-seal");
            await house.WaitUntilAsync(id, d => d.SealedAt is not null);
        }

        var whole = (await house.DocumentAsync(one, DocumentKind.CertificateSealed))!;
        whole.AsSpan().StartsWith(signed).ShouldBeTrue();
        signed.AsSpan().StartsWith(rendered).ShouldBeTrue();
        (await KindsAsync(house, one)).ShouldBe(
            [DocumentKind.CertificateSealed, DocumentKind.CertificateReceipt]);
        (await KindsAsync(house, other)).ShouldBe(
            [DocumentKind.CertificateRendered, DocumentKind.CertificateSealed, DocumentKind.CertificateReceipt]);
        var page = (await staff.SeesAsync("van-thu", one)).MustBe();
        page.Text.ShouldContain("Phiếu đã đóng dấu số");
        page.Text.ShouldNotContain("Phiếu chưa ký");
    }

    private static async Task<Guid> SignedAsync(StaffHouse house, StaffSteps staff, string persona)
    {
        var id = await staff.ApprovedAsync(await house.SubmittedAsync(persona));
        await house.WaitUntilAsync(id, d => d.PersonSignedAt is not null);
        return id;
    }

    private static Task<List<DocumentKind>> KindsAsync(StaffHouse house, Guid id) => house.QueryAsync(d =>
        d.StoredDocuments.Where(x => x.DossierId == id).OrderBy(x => x.Kind).Select(x => x.Kind).ToListAsync());
}
