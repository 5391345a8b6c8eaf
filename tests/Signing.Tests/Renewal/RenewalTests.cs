using System.Globalization;
using System.Net;
using Civic.Signing.Tests.Judges;
using Civic.Signing.Tests.Stage;
using Civic.Signing.Validation.Trust;
using Civic.Testing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Civic.Signing.Tests.Renewal;

public sealed class RenewalTests
{
    /// <summary>SHA-256 ends in 2037: imprints must have moved on to SHA-384 before.</summary>
    private const string Sunset = """
        { "source": "test", "algorithms": [
            { "algorithm": "SHA-256", "until": "2037-01-01" }, { "algorithm": "SHA-384" },
            { "algorithm": "ECDSA", "minimumBits": 256 } ] }
        """;

    [Theory, ClassData(typeof(Databases))]
    public async Task Extend_OverThirtyYears_EveryStampVerifiesAtTheTimeOfTheNext(DatabaseKind kind)
    {
        using var shell = new Shell();
        var policy = shell.Write("algorithms.json", System.Text.Encoding.UTF8.GetBytes(Sunset));
        var start = new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);
        var clock = new ManualClock(start);
        await using var stage = await SigningStage.StartAsync(clock, kind, ("Civic:Signing:Algorithms", policy),
            ("Civic:Trust:TimestampKey", "P384"), ("Civic:Trust:AuthorityKey", "P384"),
            ("Civic:Trust:OcspKey", "P384"));
        var lists = stage.Signing.Services.GetRequiredService<TrustListKeeper>();
        var root = await shell.WriteRootAsync(stage);
        var number = Some.Number();
        using var sealing = await stage.SealAsync(
            Some.Certificate(number, withPerson: false), "health-agency", "Agency", number);
        var pdf = await sealing.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var until = VerifiableUntil(sealing);
        List<DateTimeOffset> stamped = [start];

        while (clock.GetUtcNow() < start.AddYears(30))
        {
            clock.Advance(TimeSpan.FromDays(90));
            (await lists.TryPublishAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();
            until.ShouldBeGreaterThan(clock.GetUtcNow());
            if (until - clock.GetUtcNow() < TimeSpan.FromDays(180))
            {
                using var answer = await stage.ExtendAsync(pdf, number, $"{number}:{stamped.Count}");
                answer.StatusCode.ShouldBe(HttpStatusCode.OK);
                pdf = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
                VerifiableUntil(answer).ShouldBeGreaterThan(until);
                until = VerifiableUntil(answer);
                stamped.Add(clock.GetUtcNow());
            }
        }

        stamped.Count.ShouldBeGreaterThanOrEqualTo(4);
        await EachVerifiesAsync(pdf, stamped, shell, root);
        await IsIntactAsync(pdf, shell);
        var report = await stage.ValidateAsync(pdf);
        report.Verdict().ShouldBe("TOTAL-PASSED", report.ToString());
        report.GetProperty("changes").EnumerateArray().ShouldAllBe(c => !c.GetProperty("altersContent").GetBoolean());
    }

    [Fact]
    public async Task TrustList_OverThirtyYears_DatedSignedEditionsWithTheirHistory()
    {
        var start = new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);
        var clock = new ManualClock(start);
        await using var stage = await SigningStage.StartAsync(clock, DatabaseKind.Sqlite);
        var lists = stage.Signing.Services.GetRequiredService<TrustListKeeper>();
        while (clock.GetUtcNow() < start.AddYears(30))
        {
            clock.Advance(TimeSpan.FromDays(90));
            (await lists.TryPublishAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();
            (await lists.TryPublishAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();
        }

        var last = await EditionAsync(stage, "/trust-list.jws");
        var editions = last.GetProperty("sequence").GetInt64();
        editions.ShouldBeGreaterThanOrEqualTo(30);
        var (issued, services) = (DateTimeOffset.MinValue, 0);
        for (var sequence = 1L; sequence <= editions; sequence++)
        {
            var edition = await EditionAsync(stage, $"/trust-lists/{sequence}.jws");
            edition.GetProperty("sequence").GetInt64().ShouldBe(sequence);
            edition.GetProperty("issued").GetDateTimeOffset().ShouldBeGreaterThan(issued);
            edition.GetProperty("nextUpdate").GetDateTimeOffset()
                .ShouldBe(edition.GetProperty("issued").GetDateTimeOffset().AddYears(1));
            edition.GetProperty("services").GetArrayLength().ShouldBeGreaterThanOrEqualTo(services, "none is dropped");
            (issued, services) = (edition.GetProperty("issued").GetDateTimeOffset(),
                edition.GetProperty("services").GetArrayLength());
        }

        var first = last.GetProperty("services").EnumerateArray().First(s => s.Text("name")!.Contains("Issuing"));
        first.GetProperty("history").EnumerateArray().Select(h => h.Text("status")).ShouldBe(["granted", "withdrawn"]);
        services.ShouldBeGreaterThanOrEqualTo(6);
    }

    private static async Task<System.Text.Json.JsonElement> EditionAsync(SigningStage stage, string address)
    {
        var signed = await stage.Signing.Http.GetStringAsync(address, TestContext.Current.CancellationToken);
        return System.Text.Json.JsonDocument.Parse(
            Microsoft.IdentityModel.Tokens.Base64UrlEncoder.DecodeBytes(signed.Split('.')[1])).RootElement;
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Extend_RepeatedWithTheSameKey_TheSameBytesAndOneSuccessorInTheLog(DatabaseKind kind)
    {
        var stage = await SigningStage.SharedAsync(kind);
        var number = Some.Number();
        var pdf = await stage.SignedByBothAsync(Some.Certificate(number), number);
        await stage.IssueAsync(pdf, number);

        var first = await ExtendedAsync(stage, pdf, number, $"{number}:x");
        var again = await ExtendedAsync(stage, pdf, number, $"{number}:x");
        var next = await ExtendedAsync(stage, first, number, $"{number}:y");

        Convert.ToHexString(again).ShouldBe(Convert.ToHexString(first));
        CutOut.AllIn(next).Count(c => c.IsTimestamp).ShouldBe(3);
        var report = await stage.ValidateAsync(next);
        report.Verdict().ShouldBe("TOTAL-PASSED", report.ToString());
        report.Text("issued").ShouldBe("yes");
        (await stage.AuditsAsync(number)).Count(a => a.Action == "document.extended").ShouldBe(2);
        using var reused = await stage.ExtendAsync(next, number, $"{number}:x", "judicial-records");
        (await reused.CodeAsync(HttpStatusCode.Conflict)).ShouldBe("civic:signing:idempotency-key-reused");
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("other-number")]
    [InlineData("other-client")]
    public async Task Extend_NotWhatLeftHere_NotFound(string what)
    {
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);
        var number = Some.Number();
        var pdf = await stage.SealedAsync(
            Some.Certificate(number, withPerson: false), "health-agency", "Agency", number);

        using var answer = await stage.ExtendAsync(what == "changed" ? [.. pdf, .. "\n"u8] : pdf,
            what == "other-number" ? Some.Number() : number, $"{number}:x",
            what == "other-client" ? "judicial-records" : "health-record");

        (await answer.CodeAsync(HttpStatusCode.NotFound)).ShouldBe("civic:signing:not-signed-here");
    }

    [Fact]
    public async Task Extend_RevocationDataDown_SaysWhoseItWaitsForAndWorksLater()
    {
        await using var stage = await SigningStage.StartAsync(
            settings: ("Civic:Signing:RevocationMaxAgeMinutes", "0"));
        var number = Some.Number();
        var pdf = await stage.SealedAsync(
            Some.Certificate(number, withPerson: false), "health-agency", "Agency", number);
        await stage.FaultAsync("/ocsp", "5xx");
        await stage.FaultAsync("/crl", "5xx");
        using (var answer = await stage.ExtendAsync(pdf, number, number))
        {
            (await answer.CodeAsync(HttpStatusCode.ServiceUnavailable))
                .ShouldBe("civic:signing:timestamp-revocation-unavailable");
            answer.Headers.RetryAfter.ShouldNotBeNull();
        }

        await stage.ResetFaultsAsync();
        using var later = await stage.ExtendAsync(pdf, number, number);
        later.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<byte[]> ExtendedAsync(SigningStage stage, byte[] pdf, string number, string key)
    {
        using var answer = await stage.ExtendAsync(pdf, number, key, "judicial-records");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private static DateTimeOffset VerifiableUntil(HttpResponseMessage answer) => DateTimeOffset.Parse(
        answer.Headers.GetValues("Civic-Verifiable-Until").Single(), CultureInfo.InvariantCulture);

    /// <summary>By openssl, each as of shortly before the next one was made, the last as of its own time.</summary>
    private static async Task EachVerifiesAsync(
        byte[] pdf, List<DateTimeOffset> stamped, Shell shell, string root)
    {
        var stamps = CutOut.AllIn(pdf).Where(c => c.IsTimestamp).ToList();
        stamps.Count.ShouldBe(stamped.Count);
        for (var i = 0; i < stamps.Count; i++)
        {
            var at = (i + 1 < stamped.Count ? stamped[i + 1] : stamped[i].AddDays(1)).ToUnixTimeSeconds();
            var (data, token) = (shell.Write("data", stamps[i].Covered), shell.Write("token", stamps[i].Cms));
            var (code, said) = await shell.RunAsync("openssl", "ts", "-verify", "-data", data, "-in", token,
                "-token_in", "-CAfile", root, "-attime", at.ToString(CultureInfo.InvariantCulture));
            code.ShouldBe(0, said);
        }
    }

    private static async Task IsIntactAsync(byte[] pdf, Shell shell)
    {
        var (code, said) = await shell.RunAsync("qpdf", "--check", shell.Write("thirty-years.pdf", pdf));
        code.ShouldBe(0, said);
    }
}
