using Civic.JudicialRecords.Certificates;
using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Tests.Web.Staff;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Decisions;

/// <summary>"Báo sai": where the register errs, the officer decides, and what is printed follows.</summary>
public sealed class ReportedErrorTests
{
    private const string Stated = "Số 9 phố Mới, phường Hàng Bạc, quận Hoàn Kiếm, thành phố Hà Nội";

    [Theory]
    [InlineData("accepted", Stated)]
    [InlineData("stands", "Số 12 phố Mẫu")]
    [InlineData("corrected", "Số 12 phố Mẫu")]
    public async Task Decide_ResidenceReportedWrong_CertificatePrintsWhatWasDecided(string choice, string printed)
    {
        await using var house = await StaffHouse.StartAsync();
        var steps = new StaffSteps(house);
        var id = await TakenAsync(house, steps, new("PermanentResidence", "Số 12 phố Mẫu", Stated));

        await steps.DoesAsync("chuyen-vien", id, "decide-error", choice, "Đối chiếu giấy xác nhận cư trú CT07");

        var dossier = await house.DossierAsync(id);
        var file = await house.QueryAsync(d => CaseFile.LoadAsync(d, dossier, default));
        var pack = house.Judicial.Services.GetRequiredService<PolicyPack>();
        var content = CertificateWording.Write(
            new CertificateFacts
            {
                Declaration = file.Declaration,
                Findings = [],
                Bans = [],
                Number = "1",
                IssueDate = new(2026, 1, 1),
                Signer = new(["GIÁM ĐỐC"], "A"),
            },
            pack
        );
        content.Person.PermanentResidence.ShouldContain(printed);
        file.Errors.Single().Decision!.Reason.ShouldBe("Đối chiếu giấy xác nhận cư trú CT07");
    }

    [Fact]
    public async Task Decide_NameReportedWrong_CanNotBePrintedAgainstTheRegister()
    {
        await using var house = await StaffHouse.StartAsync();
        var steps = new StaffSteps(house);
        var id = await TakenAsync(house, steps, new("Name", "Nguyễn Văn An", "Nguyễn Văn Ân"));

        var page = await steps.SeesAsync("chuyen-vien", id);

        page.Has("input[name=choice][value=stands]").ShouldBeTrue();
        page.Has("input[name=choice][value=accepted]").ShouldBeFalse();
    }

    private static async Task<Guid> TakenAsync(StaffHouse house, StaffSteps steps, RegisterErrorReport report)
    {
        var id = await house.SubmittedAsync("an", change: d => d with { RegisterErrors = [report] });
        await steps.DoesAsync("tiep-nhan", id, "accept");
        await steps.DoesAsync("chuyen-vien", id, "take");
        return id;
    }
}
