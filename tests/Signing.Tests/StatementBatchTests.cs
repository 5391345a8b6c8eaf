using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Civic.Signing.Tests.Stage;
using Civic.Testing;
using Shouldly;
using Xunit;

namespace Civic.Signing.Tests;

/// <summary>What many QR codes say, signed with one call.</summary>
public sealed class StatementBatchTests
{
    private const string Scope = "signing.statement";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Databases))]
    public async Task Batch_Made_InTheOrderAskedEachWithItsAddressAndAudit(DatabaseKind kind)
    {
        var stage = await SigningStage.SharedAsync(kind);
        var numbers = Enumerable.Range(0, 500).Select(_ => Some.Number()).ToList();

        using var answer = await SendAsync(stage, numbers.Select(n => Asked(n)));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var made = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("statements")
            .EnumerateArray().ToList();
        made.Select(m => m.Text("number")).ShouldBe(numbers);
        made.ShouldAllBe(m =>
            m.Text("address") == $"{stage.Signing.Address}/v/{m.Text("number")}#{m.Text("statement")}");
        (await stage.AuditsAsync(numbers[0])).ShouldBe([("statement.made", "ok")]);
        (await stage.AuditsAsync(numbers[499])).ShouldBe([("statement.made", "ok")]);
        await stage.IssueAsync("pdf"u8.ToArray(), numbers[7]);
        using var check = await stage.Signing.Http.PostAsJsonAsync(
            $"/v/{numbers[7]}/statement", new { statement = made[7].Text("statement") }, Cancel);
        (await check.Content.ReadFromJsonAsync<JsonElement>(Cancel)).Text("result").ShouldBe("agrees");
    }

    [Theory]
    [InlineData("12/LLTP", Some.Digest, "number-invalid")]
    [InlineData("2026-1-LLTP", "short", "statement-invalid")]
    public async Task Batch_OneMalformed_RefusedWholeAndNamed(string number, string digest, string expected)
    {
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);
        var good = Some.Number();

        using var answer = await SendAsync(stage, [Asked(good), Asked(number, digest)]);

        await answer.RefusesAsync(expected, item: 2);
        (await stage.AuditsAsync(good)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Batch_ListThatCantBeTaken_RefusedWhole()
    {
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);
        var one = Asked(Some.Number());

        await RefusedAsync([]);
        await RefusedAsync([one, one]);
        await RefusedAsync(Enumerable.Range(0, 501).Select(i => Asked($"many-{i}")));

        async Task RefusedAsync(IEnumerable<object> statements)
        {
            using var answer = await SendAsync(stage, statements);
            (await answer.CodeAsync(HttpStatusCode.UnprocessableEntity)).ShouldBe("civic:signing:batch-invalid");
        }
    }

    private static object Asked(string number, string digest = Some.Digest) =>
        new { number, issueDate = "2026-11-22", contentDigest = digest };

    private static Task<HttpResponseMessage> SendAsync(SigningStage stage, IEnumerable<object> statements) =>
        stage.SendListAsync("/statement-batches", new { statements }, Scope);
}
