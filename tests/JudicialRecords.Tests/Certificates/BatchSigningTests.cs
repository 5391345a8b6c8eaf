using System.Net.Http.Json;
using System.Text.Json;
using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Tests.Papers;
using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.Testing;
using Civic.TrustServices.RemoteSigning;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Certificates;

/// <summary>A list of approved certificates, whose keys are at a remote signing service.</summary>
public sealed class BatchSigningTests : IDisposable
{
    private const string Authorize = "/csc/v2/credentials/authorize";
    private const string SignHash = "/csc/v2/signatures/signHash";
    private const int Counted = 1000;

    private readonly string _folder = Directory.CreateTempSubdirectory("civic-remote-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Databases))]
    public async Task List_RemoteKeys_OneAuthorizationOfThePersonAndOneOfTheAgency(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(
            kind, [.. Remote("judicial-person", "luong-thi-ky"), .. Remote("judicial-agency", "so-tu-phap")]);
        var staff = new StaffSteps(house);
        var ids = await CheckedAsync(house, staff);
        foreach (var id in ids)
        {
            // Sealed by the same key, each by itself.
            await ThePapers.IssuedAsync(house, id, PaperKind.AppointmentSlip);
        }

        await CountAsync(house);
        await ApproveAllAsync(house, staff);
        await AllAsync(house, ids, d => d.PersonSignedAt is not null);
        var forThePerson = await AuthorizationsAsync(house);
        await SealAllAsync(house, staff);
        await AllAsync(house, ids, d => d.SealedAt is not null);

        (forThePerson, await AuthorizationsAsync(house)).ShouldBe((1, 2));
        foreach (var id in ids)
        {
            await StaffJourneyTests.SignaturesAsync(
                (await house.DocumentAsync(id, Storage.DocumentKind.CertificateSealed))!);
        }
    }

    [Fact]
    public async Task List_OneSignatureComesBackSpoilt_TheOthersGoOnAndItIsSignedLater()
    {
        await using var house = await StaffHouse.StartAsync(
            DatabaseKind.Sqlite, [.. Remote("judicial-person", "luong-thi-ky")]);
        var staff = new StaffSteps(house);
        var ids = await CheckedAsync(house, staff);
        await CountAsync(house);
        await AddFaultAsync(house, new { route = SignHash, kind = "partial-match", count = 1, delayMs = 0 });

        await ApproveAllAsync(house, staff);
        var waiting = await OneWaitsAsync(house, ids);
        (await AuthorizationsAsync(house)).ShouldBe(1);
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        await AllAsync(house, ids, d => d.PersonSignedAt is not null);

        waiting.WaitsFor.ShouldBe("signing-unavailable");
        (await AuthorizationsAsync(house)).ShouldBe(2, "the one that was missing");
    }

    /// <summary>Until two are signed and the third says what it waits for.</summary>
    private static async Task<Dossier> OneWaitsAsync(StaffHouse house, List<Guid> ids)
    {
        for (var i = 0; i < 600; i++)
        {
            var dossiers = new List<Dossier>();
            foreach (var id in ids)
            {
                dossiers.Add(await house.DossierAsync(id));
            }

            if (dossiers.Count(d => d.PersonSignedAt is not null) == ids.Count - 1
                && dossiers.Single(d => d.PersonSignedAt is null) is { WaitsFor: not null } waiting)
            {
                return waiting;
            }

            await Task.Delay(50, Cancel);
        }

        throw new TimeoutException("Not exactly one dossier waits.");
    }

    internal static async Task<List<Guid>> CheckedAsync(StaffHouse house, StaffSteps staff)
    {
        var ids = new List<Guid>();
        foreach (var persona in (string[])["an", "thao", "giang"])
        {
            var id = await staff.PreparedAsync(await house.SubmittedAsync(persona));
            await staff.DoesAsync("truong-phong", id, "check");
            ids.Add(id);
        }

        return ids;
    }

    internal static async Task ApproveAllAsync(StaffHouse house, StaffSteps staff)
    {
        var waiting = await (await staff.AsAsync("giam-doc")).GoAsync(house.Judicial.Address + "/staff/approvals");
        var list = await waiting.Form("form[action='/staff/approvals']").SendAsync();
        await StaffSteps.LogsInToSignAsync("giam-doc", list);
    }

    internal static async Task SealAllAsync(StaffHouse house, StaffSteps staff)
    {
        var clerk = await staff.AsAsync("van-thu");
        var page = await (await clerk.GoAsync(house.Judicial.Address + "/staff/seals"))
            .FormWithButton("Đóng dấu").SendAsync();
        page.MustBe().Text.ShouldContain("3 phiếu");
    }

    internal static async Task AllAsync(StaffHouse house, List<Guid> ids, Func<Dossier, bool> reached)
    {
        foreach (var id in ids)
        {
            await house.WaitUntilAsync(id, reached);
        }
    }

    /// <summary>A fault that spoils nothing and is used up by each authorization.</summary>
    private static Task CountAsync(StaffHouse house) =>
        AddFaultAsync(house, new { route = Authorize, kind = "slow-body", count = Counted, delayMs = 1 });

    private static async Task AddFaultAsync(StaffHouse house, object fault)
    {
        using var set = await house.Trust.Http.PostAsJsonAsync(
            "/__civic/scenario", new { faults = new[] { fault } }, Cancel);
        set.EnsureSuccessStatusCode();
    }

    private static async Task<int> AuthorizationsAsync(StaffHouse house)
    {
        var scenario = await house.Trust.Http.GetFromJsonAsync<JsonElement>("/__civic/scenario", Cancel);
        return Counted - scenario.GetProperty("faults").EnumerateArray()
            .Single(f => f.GetProperty("route").GetString() == Authorize).GetProperty("count").GetInt32();
    }

    private (string, string)[] Remote(string profile, string credential)
    {
        var place = $"Civic:Signing:Profiles:{profile}:Remote";
        return
        [
            ($"{place}:ClientId", SandboxSigner.ClientId), ($"{place}:Credential", credential),
            ($"{place}:SecretFile", Secret("secret", SandboxSigner.ClientSecret)),
            ($"{place}:PinFile", Secret("pin", SandboxSigner.Pin)),
        ];
    }

    private string Secret(string name, string content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, content);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return path;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
