using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Civic.Signing.Issuance.MerkleLog;
using Civic.Signing.Issuance.Offline;
using Civic.Signing.Tests.Stage;
using Civic.Testing;
using Microsoft.IdentityModel.Tokens;
using Shouldly;
using Xunit;

namespace Civic.Signing.Tests.Issuance;

/// <summary>Many documents entered into the log with one call.</summary>
public sealed class IssuanceBatchTests
{
    private static readonly string[] Receipted = ["number", "receipt"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Databases))]
    public async Task Batch_OfNewOnes_ReceiptsInTheOrderAskedUpToOneHead(DatabaseKind kind)
    {
        var stage = await SigningStage.SharedAsync(kind);
        var numbers = Numbers(5);

        var results = await stage.IssueListAsync(numbers.Select(n => Lists.Entry(n)));

        results.Select(r => r.Text("number")).ShouldBe(numbers);
        results.ShouldAllBe(r => r.EnumerateObject().Select(m => m.Name).SequenceEqual(Receipted));
        var receipts = results.Select(r => r.GetProperty("receipt")).ToList();
        receipts.Select(r => r.Text("treeHead")).Distinct().ShouldHaveSingleItem();
        receipts.Select(r => r.GetProperty("entries")[0].GetProperty("index").GetInt64())
            .ShouldBe(receipts.Select((_, i) => IndexOf(receipts[0]) + i));
        foreach (var number in numbers)
        {
            (await stage.AuditsAsync(number)).ShouldBe([("document.issued", "ok")]);
        }
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Batch_Receipts_HaveTheFormOfThoseOfOneEntryAndVerifyOffline(DatabaseKind kind)
    {
        await using var stage = await SigningStage.StartAsync(kind);
        var numbers = Numbers(3);
        var files = new List<byte[]>();
        foreach (var number in numbers)
        {
            files.Add(await stage.SignedByBothAsync(Some.Certificate(number), number));
        }

        var results = await stage.IssueListAsync(numbers.Zip(files, (n, f) => Lists.Entry(n, f)));
        var single = await stage.IssueAsync(files[1], numbers[1]);

        var listed = results[1].GetProperty("receipt");
        Form(listed).ShouldBe(Form(single));
        // Nothing was entered in between: but for the signatures, whose bytes are never the same, all is the same.
        foreach (var name in new[] { "log", "number", "entries", "keys", "trustRoots", "format" })
        {
            listed.GetProperty(name).GetRawText().ShouldBe(single.GetProperty(name).GetRawText(), name);
        }

        for (var i = 0; i < files.Count; i++)
        {
            var report = await OfflineVerification.VerifyAsync(
                files[i], results[i].GetProperty("receipt").GetRawText(), null, TimeProvider.System);
            (report.ExitCode, report.Issued, report.Status, report.Proof)
                .ShouldBe((0, "yes", "valid", "proven"), report.Why);
        }
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Batch_ParallelListsAndSingleEntries_OneTreeWithEveryLeafOnce(DatabaseKind kind)
    {
        await using var stage = await SigningStage.StartAsync(kind);
        using var shell = new Shell();
        // Two replicas share a PostgreSQL database; an SQLite file has one host and many requests.
        await using var second = kind == DatabaseKind.Postgres ? await stage.AnotherReplicaAsync() : null;
        var hosts = second is null ? [stage.Signing] : new[] { stage.Signing, second };
        int[] sizes = [1, 7, 16, 33, 2, 40, 13, 8];

        await Task.WhenAll(sizes.Select((size, i) => IssueAsync(stage, hosts[i % hosts.Length], size)));

        var head = await GetAsync(stage, "/log/sth");
        var size = head.GetProperty("size").GetInt32();
        size.ShouldBe(sizes.Sum() + sizes.Length);
        var leaves = (await GetAsync(stage, "/log/entries")).GetProperty("leaves");
        leaves.EnumerateArray().Select(l => LogLeaf.Read(l.GetString()!)!.Number).ShouldBeUnique();
        var said = await MerkleJudge.JudgeAsync(shell, JsonSerializer.Serialize(new
        {
            leaves,
            heads = new[] { new { size, root = head.Text("root") } },
            inclusion = new[] { await GetAsync(stage, $"/log/proof?index={size / 2}") },
            consistency = new[] { await GetAsync(stage, $"/log/consistency?first={size / 3}&second={size}") },
        }));
        said.ShouldBe("judged 1 1 1");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Batch_SentAgainWithANewOne_OnlyTheNewOneIsEntered(DatabaseKind kind)
    {
        await using var stage = await SigningStage.StartAsync(kind);
        var numbers = Numbers(4);
        var first = await stage.IssueListAsync(numbers.Take(3).Select(n => Lists.Entry(n)));

        var again = await stage.IssueListAsync(numbers.Select(n => Lists.Entry(n)));
        var third = await stage.IssueListAsync(numbers.Select(n => Lists.Entry(n)));

        foreach (var results in new[] { again, third })
        {
            results.Take(3).Select(r => IndexOf(r.GetProperty("receipt")))
                .ShouldBe(first.Select(r => IndexOf(r.GetProperty("receipt"))));
            IndexOf(results[3].GetProperty("receipt")).ShouldBe(3);
        }

        (await GetAsync(stage, "/log/sth")).GetProperty("size").GetInt32().ShouldBe(4);
        (await stage.AuditsAsync(numbers[0])).ShouldBe([("document.issued", "ok")]);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Batch_ConflictInTheMiddle_IsThatEntrysOwnProblem(DatabaseKind kind)
    {
        var stage = await SigningStage.SharedAsync(kind);
        var numbers = Numbers(3);
        await stage.IssueAsync("another"u8.ToArray(), numbers[1]);
        using var single = await stage.SendAsync(
            HttpMethod.Put, $"/issuances/{numbers[1]}", Some.Issuance("x"u8.ToArray()), "signing.issue");
        var asSingle = await single.Content.ReadFromJsonAsync<JsonElement>(Cancel);

        var results = await stage.IssueListAsync(numbers.Select(n => Lists.Entry(n)));

        results[0].GetProperty("receipt").Text("number").ShouldBe(numbers[0]);
        results[2].GetProperty("receipt").Text("number").ShouldBe(numbers[2]);
        results[1].TryGetProperty("receipt", out _).ShouldBeFalse();
        var problem = results[1].GetProperty("problem");
        problem.Text("type").ShouldBe("civic:signing:issuance-conflict");
        problem.GetProperty("status").GetInt32().ShouldBe(409);
        (problem.Text("title"), problem.Text("detail")).ShouldBe((asSingle.Text("title"), asSingle.Text("detail")));
        (await stage.AuditsAsync(numbers[1]))[^1]
            .ShouldBe(("document.issue-refused", "civic:signing:issuance-conflict"));
    }

    [Theory]
    [InlineData("number", "number-invalid")]
    [InlineData("kind", "issuance-invalid")]
    public async Task Batch_OneEntryMalformed_RefusedWholeAndNamed(string what, string expected)
    {
        await using var stage = await SigningStage.StartAsync();
        var good = Some.Number();
        object[] entries = [Lists.Entry(good),
            what == "number" ? Lists.Entry("12/LLTP") : Lists.Entry(Some.Number(), kind: "passport")];

        using var answer = await stage.SendListAsync("/issuance-batches", new { entries }, "signing.issue");

        await answer.RefusesAsync(expected, item: 2);
        (await GetAsync(stage, "/log/sth")).GetProperty("size").GetInt32().ShouldBe(0);
        (await stage.AuditsAsync(good)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Batch_ListThatCantBeTaken_RefusedWhole()
    {
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);
        var twice = Some.Number();

        await RefusedAsync(null);
        await RefusedAsync([]);
        await RefusedAsync([Lists.Entry(Some.Number()), null]);
        await RefusedAsync([Lists.Entry(twice), Lists.Entry(twice, "other")]);
        await RefusedAsync([.. Enumerable.Range(0, 501).Select(i => Lists.Entry($"many-{i}"))]);

        async Task RefusedAsync(object?[]? entries)
        {
            using var answer = await stage.SendListAsync("/issuance-batches", new { entries }, "signing.issue");
            (await answer.CodeAsync(HttpStatusCode.UnprocessableEntity)).ShouldBe("civic:signing:batch-invalid");
        }
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Batch_Of500_EntersAllAndEveryProofHolds(DatabaseKind kind)
    {
        await using var stage = await SigningStage.StartAsync(kind);
        await stage.IssueListAsync(Numbers(3).Select(n => Lists.Entry(n)));

        var results = await stage.IssueListAsync(Numbers(500).Select(n => Lists.Entry(n)));

        var head = await GetAsync(stage, "/log/sth");
        head.GetProperty("size").GetInt32().ShouldBe(503);
        var root = Base64UrlEncoder.DecodeBytes(head.Text("root"));
        foreach (var entry in results.Select(r => r.GetProperty("receipt").GetProperty("entries")[0]))
        {
            MerkleProofs.IsIncluded(LogLeaf.HashOf(entry.Text("leaf")!), entry.GetProperty("index").GetInt64(), 503,
                [.. entry.GetProperty("proof").EnumerateArray().Select(
                    h => Base64UrlEncoder.DecodeBytes(h.GetString()!))], root).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Batch_WithAnotherScope_Forbidden()
    {
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);
        using var answer = await stage.SendListAsync(
            "/issuance-batches", new { entries = new[] { Lists.Entry(Some.Number()) } }, "signing.statement");

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static List<string> Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => Some.Number())];

    private static long IndexOf(JsonElement receipt) =>
        receipt.GetProperty("entries")[0].GetProperty("index").GetInt64();

    /// <summary>Names of the members in their order, and what kind of value each has.</summary>
    private static string Form(JsonElement receipt) =>
        string.Join(' ', receipt.EnumerateObject().Select(m => $"{m.Name}:{m.Value.ValueKind}"));

    private static Task IssueAsync(SigningStage stage, TestHost host, int size) => Task.WhenAll(
        stage.IssueListAsync(Numbers(size).Select(n => Lists.Entry(n)), host), stage.IssueAtAsync(host));

    private static Task<JsonElement> GetAsync(SigningStage stage, string address) =>
        stage.Signing.Http.GetFromJsonAsync<JsonElement>(address, Cancel);
}
