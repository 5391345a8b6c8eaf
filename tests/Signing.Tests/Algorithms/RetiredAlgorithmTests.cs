using System.Net;
using Civic.Shared.Hosting;
using Civic.Signing.Tests.Stage;
using Civic.Signing.Validation.Trust;
using Civic.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Civic.Signing.Tests.Algorithms;

/// <summary>policies/algorithms.json as it ships: RSA below 3000 bits ends on 1 January 2029.</summary>
public sealed class RetiredAlgorithmTests
{
    private static readonly DateTimeOffset Before = new(2028, 12, 1, 3, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset After = new(2029, 2, 1, 3, 0, 0, TimeSpan.Zero);

    [Theory, ClassData(typeof(Databases))]
    public async Task Rsa2048_PastItsEnd_SealsNoMoreAndOnlyWhatIsProvenStands(DatabaseKind kind)
    {
        var clock = new ManualClock(Before);
        await using var stage = await SigningStage.StartAsync(clock, kind,
        [
            .. Profile("health-unproven", "BB"), .. Profile("health-stamped", "BT"),
            .. Profile("health-archived", "BLTA"),
        ]);
        var unproven = await SealedAsync(stage, "health-unproven");
        var stamped = await SealedAsync(stage, "health-stamped");
        var archived = await SealedAsync(stage, "health-archived");
        (await stage.ValidateAsync(unproven)).Verdict().ShouldBe("TOTAL-PASSED");
        clock.Set(After);
        await stage.Signing.Services.GetRequiredService<TrustListKeeper>()
            .TryPublishAsync(TestContext.Current.CancellationToken);
        var number = Some.Number();

        using var refused = await stage.SealAsync(
            Some.Certificate(number, withPerson: false), "health-unproven", "Agency", number);
        var report = await stage.ValidateAsync(unproven);

        (await refused.CodeAsync(HttpStatusCode.Conflict)).ShouldBe("civic:signing:algorithm-retired");
        (await stage.AuditsAsync(number)).ShouldBe([("document.seal-refused", "civic:signing:algorithm-retired")]);
        report.Verdict().ShouldBe("INDETERMINATE", report.ToString());
        report.SubIndications().ShouldBe(["CRYPTO_CONSTRAINTS_FAILURE_NO_POE"]);
        report.GetProperty("signatures")[0].GetProperty("findings").EnumerateArray()
            .ShouldContain(f => f.Text("vi")!.Length > 20);
        (await stage.ValidateAsync(stamped)).Verdict().ShouldBe("TOTAL-PASSED");
        (await stage.ValidateAsync(archived)).Verdict().ShouldBe("TOTAL-PASSED");
    }

    [Theory]
    [InlineData("judicial-person")]
    [InlineData("judicial-deputy")]
    public void Start_ProductionWithAPersonsKeyThatNeedsNoApproval_RefusedInOneSentence(string profile)
    {
        var folder = Directory.CreateTempSubdirectory("civic-production-");
        try
        {
            var refusal = Should.Throw<StartupRefusal>(() => CivicHost.Build([], SigningHost.Service, b =>
                b.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
                {
                    ["Civic:Mode"] = "production",
                    ["Civic:Data"] = folder.FullName,
                    ["Civic:Addresses:signing"] = "https://ky.example.vn",
                    ["Civic:Addresses:identity"] = "https://dang-nhap.example.vn",
                    [$"Civic:Signing:Profiles:{profile}:ApprovalRequired"] = "false",
                })));

            refusal.Message.ShouldContain($"Civic:Signing:Profiles:{profile}:ApprovalRequired must be true");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static (string, string)[] Profile(string name, string level)
    {
        var place = $"Civic:Signing:Profiles:{name}";
        return
        [
            ($"{place}:Client", "health-record"), ($"{place}:Kind", "Agency"), ($"{place}:SignerName", "Sở Y tế"),
            ($"{place}:Organization", "Hà Nội"), ($"{place}:Key", "Rsa2048"), ($"{place}:Level", level),
        ];
    }

    private static Task<byte[]> SealedAsync(SigningStage stage, string profile)
    {
        var number = Some.Number();
        return stage.SealedAsync(Some.Certificate(number, withPerson: false), profile, "Agency", number);
    }
}
