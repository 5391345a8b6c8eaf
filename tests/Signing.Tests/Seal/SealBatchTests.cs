using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Civic.Signing.Tests.Keys;
using Civic.Signing.Tests.Stage;
using Civic.Testing;
using Shouldly;
using Xunit;

namespace Civic.Signing.Tests.Seal;

/// <summary>Many documents under one authorization of a key at a remote signing service.</summary>
public sealed class SealBatchTests : IAsyncDisposable
{
    private const string Authorize = "/csc/v2/credentials/authorize";
    private const string Profile = "remote-ec";
    private const string TimestampMissing = "civic:signing:timestamp-unavailable";
    private const int Counted = 1000;

    private readonly RemoteStage _remote = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Databases))]
    public async Task SealBatch_500OfWhichSomeFail_OneAuthorizationAndTheFailuresListed(DatabaseKind kind)
    {
        await using var stage = await _remote.StartAsync(kind);
        var parts = Enumerable.Range(0, 500).Select(_ => BatchPart.Of(Some.Number())).ToList();
        parts[7] = parts[7] with { Content = "no PDF at all"u8.ToArray() };
        parts[250] = parts[250] with { Content = parts[250].Content[..5000] };
        parts[499] = parts[499] with { Content = Attack.Overlay(parts[499].Content) };
        await CountAsync(stage);

        var replies = await stage.BatchAsync("batch-500", Profile, parts);

        (await AuthorizationsAsync(stage)).ShouldBe(1);
        replies.Count.ShouldBe(500);
        replies.Where(r => r.Value.Pdf is null).Select(r => r.Key).Order()
            .ShouldBe(new[] { parts[7].Key, parts[250].Key, parts[499].Key }.Order());
        replies[parts[7].Key].Code.ShouldBe("civic:signing:not-a-pdf");
        replies[parts[499].Key].Code.ShouldBe("civic:signing:not-issuable");
        (await stage.ValidateAsync(replies[parts[0].Key].Pdf!)).Verdict().ShouldBe("TOTAL-PASSED");
        (await stage.ValidateAsync(replies[parts[498].Key].Pdf!)).Verdict().ShouldBe("TOTAL-PASSED");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task SealBatch_SentAgain_SameBytesAndNoFurtherAuthorization(DatabaseKind kind)
    {
        await using var stage = await _remote.StartAsync(kind);
        var parts = Enumerable.Range(0, 5).Select(_ => BatchPart.Of(Some.Number())).ToList();
        var first = await stage.BatchAsync("batch-again", Profile, parts);
        await CountAsync(stage);

        var second = await stage.BatchAsync("batch-again", Profile, parts);

        (await AuthorizationsAsync(stage)).ShouldBe(0);
        parts.ShouldAllBe(p => second[p.Key].Pdf!.SequenceEqual(first[p.Key].Pdf!));
        using var other = await stage.SendBatchAsync("batch-again", Profile, parts.Skip(1));
        (await other.CodeAsync(HttpStatusCode.Conflict)).ShouldBe("civic:signing:idempotency-key-reused");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task SealBatch_TimestampsEndHalfWay_TheRestIsListedAndARetryTakesOnlyThat(DatabaseKind kind)
    {
        await using var stage = await _remote.StartAsync(kind);
        await stage.BatchAsync("batch-before", Profile, [BatchPart.Of(Some.Number())]);
        var parts = Enumerable.Range(0, 60).Select(_ => BatchPart.Of(Some.Number())).ToList();
        await CountAsync(stage);
        // The probe and thirty signatures still get theirs.
        await AddFaultsAsync(stage, new { route = "/tsa", kind = "slow-body", count = 31, delayMs = 1 },
            new { route = "/tsa", kind = "5xx", count = 10_000, delayMs = 0 });

        var replies = await stage.BatchAsync("batch-half", Profile, parts);
        var authorizations = await AuthorizationsAsync(stage);
        await stage.ResetFaultsAsync();
        await CountAsync(stage);
        var retried = await stage.BatchAsync("batch-half", Profile, parts);

        authorizations.ShouldBe(1);
        var released = replies.Where(r => r.Value.Pdf is not null).ToList();
        released.Count.ShouldBe(30);
        replies.Values.Where(r => r.Pdf is null).ShouldAllBe(r => r.Code == TimestampMissing);
        retried.Values.ShouldAllBe(r => r.Pdf != null);
        released.ShouldAllBe(r => retried[r.Key].Pdf!.SequenceEqual(r.Value.Pdf!));
        (await AuthorizationsAsync(stage)).ShouldBe(1);
        foreach (var part in parts)
        {
            (await stage.AuditsAsync(part.Number)).Count(a => a.Action == "document.sealed").ShouldBe(1);
        }
    }

    [Fact]
    public async Task SealBatch_NoTimestampsFromTheStart_TheKeyIsNotAskedAtAll()
    {
        await using var stage = await _remote.StartAsync();
        await stage.BatchAsync("batch-before", Profile, [BatchPart.Of(Some.Number())]);
        await CountAsync(stage);
        await stage.FaultAsync("/tsa", "5xx");

        var replies = await stage.BatchAsync(
            "batch-none", Profile, Enumerable.Range(0, 12).Select(_ => BatchPart.Of(Some.Number())));

        (await AuthorizationsAsync(stage)).ShouldBe(0);
        replies.Count.ShouldBe(12);
        replies.Values.ShouldAllBe(r => r.Code == TimestampMissing);
    }

    [Fact]
    public async Task SealBatch_OneSignatureComesBackSpoilt_TheOthersAreReleased()
    {
        await using var stage = await _remote.StartAsync();
        await stage.FaultAsync("/csc/v2/signatures/signHash", "partial-match", 1);

        var replies = await stage.BatchAsync(
            "batch-spoilt", Profile, Enumerable.Range(0, 9).Select(_ => BatchPart.Of(Some.Number())));

        replies.Values.Count(r => r.Pdf is not null).ShouldBe(8);
        replies.Values.Single(r => r.Pdf is null).Code.ShouldBe("civic:signing:key-unavailable");
    }

    [Fact]
    public async Task SealBatch_KeyInAFile_EachSignedToo()
    {
        await using var stage = await _remote.StartAsync();

        var replies = await stage.BatchAsync(
            "batch-file", "judicial-person", Enumerable.Range(0, 9).Select(_ => BatchPart.Of(Some.Number())));

        replies.Values.ShouldAllBe(r => r.Pdf != null);
    }

    [Fact]
    public async Task SealBatch_NotApproved_NothingSignedAndNothingAuthorized()
    {
        await using var stage = await _remote.StartAsync(
            DatabaseKind.Sqlite, ($"Civic:Signing:Profiles:{Profile}:ApprovalRequired", "true"));
        await CountAsync(stage);

        var replies = await stage.BatchAsync("batch-unapproved", Profile, [BatchPart.Of(Some.Number())]);

        replies.Values.Single().Code.ShouldBe("civic:signing:not-approved");
        (await AuthorizationsAsync(stage)).ShouldBe(0);
    }

    [Fact]
    public async Task SealBatch_MalformedBatch_RefusedWhole()
    {
        await using var stage = await _remote.StartAsync();
        var part = BatchPart.Of(Some.Number());
        var many = Enumerable.Range(0, 501).Select(i => new BatchPart($"k{i}", part.Number, "%PDF"u8.ToArray()));
        var invalid = "civic:signing:batch-invalid";

        await RefusedAsync(stage.SendBatchAsync("b1", Profile, []), 422, invalid);
        await RefusedAsync(stage.SendBatchAsync("b2", Profile, [part, part]), 422, invalid);
        await RefusedAsync(stage.SendBatchAsync("b3", Profile, many), 422, invalid);
        await RefusedAsync(stage.SendBatchAsync("b4", Profile, [part with { Number = "12/LLTP" }]), 422, invalid);
        await RefusedAsync(stage.PostBatchAsync("b5", Profile, new ByteArrayContent([1, 2])), 422, invalid);
        await RefusedAsync(stage.PostBatchAsync("b6", Profile, CutOff()), 422, invalid);
        await RefusedAsync(
            stage.SendBatchAsync("b7", "health-agency", [part]), 403, "civic:signing:profile-not-yours");
        await RefusedAsync(stage.SendBatchAsync("b8", Profile, [part with { Content = new byte[21 << 20] }]),
            413, "civic:signing:batch-too-large");
        await RefusedAsync(stage.SendBatchAsync("b9", Profile,
            Enumerable.Range(0, 5).Select(i => part with { Key = $"k{i}", Content = new byte[15 << 20] })),
            413, "civic:signing:batch-too-large");
    }

    private static StringContent CutOff()
    {
        var content = new StringContent("--x\r\nIdempotency-Key: a\r\nCivic-Number: 1\r\n\r\n%PDF", Encoding.ASCII);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse("multipart/mixed; boundary=x");
        return content;
    }

    private static async Task RefusedAsync(Task<HttpResponseMessage> asked, int status, string code)
    {
        using var answer = await asked;
        (await answer.CodeAsync((HttpStatusCode)status)).ShouldBe(code);
    }

    /// <summary>A fault that spoils nothing and is used up by each authorization.</summary>
    private static Task CountAsync(SigningStage stage) =>
        AddFaultsAsync(stage, new { route = Authorize, kind = "slow-body", count = Counted, delayMs = 1 });

    private static async Task AddFaultsAsync(SigningStage stage, params object[] faults)
    {
        using var set = await stage.Trust.Http.PostAsJsonAsync("/__civic/scenario", new { faults }, Cancel);
        set.EnsureSuccessStatusCode();
    }

    private static async Task<int> AuthorizationsAsync(SigningStage stage)
    {
        var scenario = await stage.Trust.Http.GetFromJsonAsync<JsonElement>("/__civic/scenario", Cancel);
        return Counted - scenario.GetProperty("faults").EnumerateArray()
            .Single(f => f.Text("route") == Authorize).GetProperty("count").GetInt32();
    }

    public ValueTask DisposeAsync()
    {
        _remote.RemoveFiles();
        return ValueTask.CompletedTask;
    }
}
