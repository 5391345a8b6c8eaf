using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Civic.Signing.Issuance.MerkleLog;
using Civic.Signing.Storage;
using Civic.Signing.Tests.Stage;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Shouldly;
using Xunit;

namespace Civic.Signing.Tests.Issuance;

/// <summary>The log through its endpoints, on both databases.</summary>
public sealed class IssuanceLogTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Databases))]
    public async Task Log_WrittenByManyAtOnce_EveryProofHoldsForAForeignJudge(DatabaseKind kind)
    {
        await using var stage = await SigningStage.StartAsync(kind);
        using var shell = new Shell();
        // Two replicas share a PostgreSQL database; an SQLite file has one host and many requests.
        await using var second = kind == DatabaseKind.Postgres ? await stage.AnotherReplicaAsync() : null;
        var hosts = second is null ? [stage.Signing] : new[] { stage.Signing, second };
        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => stage.IssueAtAsync(hosts[i % hosts.Length])));

        var head = await GetAsync(stage, "/log/sth");
        var size = head.GetProperty("size").GetInt32();
        var log = new
        {
            leaves = (await GetAsync(stage, "/log/entries")).GetProperty("leaves"),
            heads = new[] { new { size, root = head.Text("root") } },
            inclusion = await ManyAsync(Enumerable.Range(0, size), i => GetAsync(stage, $"/log/proof?index={i}")),
            consistency = await ManyAsync(Enumerable.Range(0, size), i => GetAsync(
                hosts[^1], $"/log/consistency?first={i}&second={size}")),
        };
        var said = await MerkleJudge.JudgeAsync(shell, JsonSerializer.Serialize(log));

        size.ShouldBe(30);
        said.ShouldBe("judged 1 30 30");
        (await VerifiedAsync(stage, head.Text("treeHead")!, "civic-sth+jwt"))["size"].ShouldBe(30);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Issue_AnsweredWithReceipt_ProvesTheEntryUpToTheSignedHead(DatabaseKind kind)
    {
        var stage = await SigningStage.SharedAsync(kind);
        var (number, pdf) = (Some.Number(), "pdf"u8.ToArray());

        var receipt = await stage.IssueAsync(pdf, number);

        var head = await VerifiedAsync(stage, receipt.Text("treeHead")!, "civic-sth+jwt");
        var entry = receipt.GetProperty("entries").EnumerateArray().ShouldHaveSingleItem();
        MerkleProofs.IsIncluded(LogLeaf.HashOf(entry.Text("leaf")!), entry.GetProperty("index").GetInt64(),
            Convert.ToInt64(head["size"], System.Globalization.CultureInfo.InvariantCulture),
            [.. entry.GetProperty("proof").EnumerateArray().Select(h => Base64UrlEncoder.DecodeBytes(h.GetString()!))],
            Base64UrlEncoder.DecodeBytes((string)head["root"])).ShouldBeTrue();
        LogLeaf.Read(entry.Text("leaf")!)!.Sha256.ShouldBe(Sha256(pdf));
        var status = await VerifiedAsync(stage, receipt.Text("status")!, "civic-status+jwt");
        (status["num"], status["status"]).ShouldBe((number, "valid"));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task ChangeStatus_ByASealedDecision_IsInTheLogWithItsDigestAndTheNewerOne(DatabaseKind kind)
    {
        var stage = await SigningStage.SharedAsync(kind);
        var (number, newer) = (Some.Number(), Some.Number());
        await stage.IssueAsync("old"u8.ToArray(), number);
        await stage.IssueAsync("new"u8.ToArray(), newer);

        using var changed = await stage.ChangeStatusAsync(number, "corrected", newer);

        var receipt = await changed.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        var leaves = receipt.GetProperty("entries").EnumerateArray()
            .Select(e => LogLeaf.Read(e.Text("leaf")!)!).ToList();
        leaves.Select(l => l.Type).ShouldBe(["issued", "status"]);
        (leaves[1].Status, leaves[1].Decision, leaves[1].DecisionDate, leaves[1].Newer)
            .ShouldBe(("corrected", "45/QĐ-STP", "2026-12-01", newer));
        leaves[1].Sha256.Length.ShouldBe(64);
        (await VerifiedAsync(stage, receipt.Text("status")!, "civic-status+jwt"))["status"].ShouldBe("corrected");
        var page = await stage.Signing.Http.GetStringAsync($"/v/{number}", Cancel);
        page.ShouldContain($"href=\"/v/{newer}\"");
    }

    [Theory]
    [InlineData("unsealed", "decision-not-sealed")]
    [InlineData("of-another-agency", "decision-not-sealed")]
    [InlineData("no-digest", "issuance-invalid")]
    [InlineData("newer-unknown", "issuance-invalid")]
    public async Task ChangeStatus_WithoutAProperDecision_Refused(string what, string expected)
    {
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);
        var number = Some.Number();
        await stage.IssueAsync("pdf"u8.ToArray(), number);
        var ofHealth = what == "of-another-agency"
            ? await stage.SealedAsync(Some.Certificate("1", withPerson: false), "health-agency", "Agency", number)
            : [];
        using var answer = what == "newer-unknown"
            ? await stage.ChangeStatusAsync(number, "corrected", Some.Number())
            : await stage.SendAsync(HttpMethod.Post, $"/issuances/{number}/status", new
            {
                status = "revoked",
                decisionNumber = "45/QĐ-STP",
                decisionDate = "2026-12-01",
                decisionSha256 = what == "no-digest" ? null : Sha256(ofHealth),
            }, "signing.status");

        (await answer.CodeAsync(HttpStatusCode.UnprocessableEntity)).ShouldBe($"civic:signing:{expected}");
        var receipt = await GetAsync(stage, $"/log/receipts/{number}");
        receipt.GetProperty("entries").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Witness_LogContinues_CountersignsAndAForkedPastIsRefused()
    {
        await using var stage = await SigningStage.StartAsync();
        var witness = stage.Signing.Services.GetRequiredService<WitnessWorker>();
        var address = stage.Trust.Address + "/witness";
        await stage.IssueAsync("a"u8.ToArray(), Some.Number());
        await stage.IssueAsync("b"u8.ToArray(), Some.Number());
        (await witness.TryShowAsync(address, Cancel)).ShouldBeTrue();
        var number = Some.Number();
        var receipt = await stage.IssueAsync("c"u8.ToArray(), number);

        var seen = receipt.GetProperty("witness");
        var keys = new JsonWebKeySet(await stage.Trust.Http.GetStringAsync("/witness/jwks.json", Cancel));
        (await VerifiedAsync(keys, seen.Text("cosignature")!, "civic-witness+jwt"))["size"].ShouldBe(2);

        // An insider rewrites the first entry and every hash above it.
        await using (var scope = stage.Signing.Services.CreateAsyncScope())
        {
            await ForgeAsync(scope.ServiceProvider.GetRequiredService<SigningDatabase>());
        }

        (await witness.TryShowAsync(address, Cancel)).ShouldBeFalse();
        (await GetAsync(stage, "/log/sth")).GetProperty("witness").GetProperty("size").GetInt32().ShouldBe(2);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Start_IssuedBeforeThereWasALog_EnteredInOrder(DatabaseKind kind)
    {
        await using var stage = await SigningStage.StartAsync(kind);
        string[] numbers = [Some.Number(), Some.Number()];
        foreach (var number in numbers)
        {
            await stage.IssueAsync("pdf"u8.ToArray(), number);
        }

        await using (var scope = stage.Signing.Services.CreateAsyncScope())
        {
            var database = scope.ServiceProvider.GetRequiredService<SigningDatabase>();
            await database.LogEntries.ExecuteDeleteAsync(Cancel);
            await database.LogNodes.ExecuteDeleteAsync(Cancel);
        }

        await new EarlierIssuances(stage.Signing.Services.GetRequiredService<IServiceScopeFactory>())
            .StartAsync(Cancel);

        var leaves = (await GetAsync(stage, "/log/entries")).GetProperty("leaves").EnumerateArray();
        leaves.Select(l => LogLeaf.Read(l.GetString()!)!.Number).ShouldBe(numbers);
        (await stage.Signing.Http.GetStringAsync($"/v/{numbers[0]}", Cancel)).ShouldContain("Đã chứng minh");
    }

    [Fact]
    public async Task Page_RowWasAltered_SaysThatTheLogDoesNotProveIt()
    {
        await using var stage = await SigningStage.StartAsync();
        var number = Some.Number();
        await stage.IssueAsync("pdf"u8.ToArray(), number);
        await using var scope = stage.Signing.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SigningDatabase>().Issuances.ExecuteUpdateAsync(
            set => set.SetProperty(i => i.Sha256, Sha256("forged"u8.ToArray())), Cancel);

        var page = await stage.Signing.Http.GetStringAsync($"/v/{number}", Cancel);

        page.ShouldContain("Sổ cấp không chứng minh");
        page.ShouldNotContain("Đã chứng minh");
    }

    [Theory]
    [InlineData("/log/proof?index=-1")]
    [InlineData("/log/proof?index=5000000")]
    [InlineData("/log/proof?index=0&size=5000000")]
    [InlineData("/log/consistency?first=2&second=1")]
    [InlineData("/log/consistency?first=0&second=5000000")]
    [InlineData("/log/entries?start=-1")]
    public async Task Log_AskedForWhatIsNotThere_SaysSo(string address)
    {
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);
        await stage.IssueAsync("pdf"u8.ToArray(), Some.Number());
        using var answer = await stage.Signing.Http.GetAsync(address, Cancel);

        (await answer.CodeAsync(HttpStatusCode.UnprocessableEntity)).ShouldBe("civic:signing:log-range");
    }

    private static async Task ForgeAsync(SigningDatabase database)
    {
        var leaves = await database.LogEntries.AsNoTracking().OrderBy(e => e.Index).ToListAsync(Cancel);
        var hashes = new Dictionary<Subtree, byte[]>();
        foreach (var leaf in leaves)
        {
            var text = leaf.Index == 0 ? leaf.Leaf.Replace("phieu-lltp-1", "phieu-lltp-2", StringComparison.Ordinal)
                : leaf.Leaf;
            await database.Database.ExecuteSqlAsync(
                $"UPDATE log_entries SET leaf = {text} WHERE idx = {leaf.Index}", Cancel);
            foreach (var (tree, hash) in MerkleTree.Append(leaf.Index, LogLeaf.HashOf(text), hashes).ToList())
            {
                hashes[tree] = hash;
                await database.Database.ExecuteSqlAsync(
                    $"UPDATE log_nodes SET hash = {hash} WHERE id = {tree.Id}", Cancel);
            }
        }
    }

    private static string Sha256(byte[] bytes) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));

    private static async Task<List<JsonElement>> ManyAsync(
        IEnumerable<int> numbers, Func<int, Task<JsonElement>> get)
    {
        var all = new List<JsonElement>();
        foreach (var number in numbers)
        {
            all.Add(await get(number));
        }

        return all;
    }

    private static Task<JsonElement> GetAsync(SigningStage stage, string address) => GetAsync(stage.Signing, address);

    private static Task<JsonElement> GetAsync(TestHost host, string address) =>
        host.Http.GetFromJsonAsync<JsonElement>(address, Cancel);

    private static async Task<IDictionary<string, object>> VerifiedAsync(SigningStage stage, string jws, string type) =>
        await VerifiedAsync(new JsonWebKeySet(await stage.Signing.Http.GetStringAsync(
            "/.well-known/civic-statement-jwks.json", Cancel)), jws, type);

    private static async Task<IDictionary<string, object>> VerifiedAsync(JsonWebKeySet keys, string jws, string type)
    {
        var token = await new JsonWebTokenHandler().ValidateTokenAsync(jws, new()
        {
            IssuerSigningKeys = keys.GetSigningKeys(),
            ValidTypes = [type],
            ValidateIssuer = false,
            ValidateAudience = false,
            ValidateLifetime = false,
        });
        token.IsValid.ShouldBeTrue(token.Exception?.Message);
        return token.Claims;
    }
}
