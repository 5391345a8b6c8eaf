using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Civic.Signing.Tests.Stage;
using Civic.Testing;
using Shouldly;
using Xunit;

namespace Civic.Signing.Tests;

public sealed class IssuanceTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Issue_TheSameTwiceThenAnother_FineFineConflict(DatabaseKind kind)
    {
        var stage = await SigningStage.SharedAsync(kind);
        var (number, pdf) = (Some.Number(), "pdf"u8.ToArray());

        await stage.IssueAsync(pdf, number);
        await stage.IssueAsync(pdf, number);
        using var other = await stage.SendAsync(
            HttpMethod.Put, $"/issuances/{number}", Some.Issuance("other"u8.ToArray()), "signing.issue");

        (await other.CodeAsync(HttpStatusCode.Conflict)).ShouldBe("civic:signing:issuance-conflict");
        (await stage.AuditsAsync(number)).ShouldBe(
            [("document.issued", "ok"), ("document.issue-refused", "civic:signing:issuance-conflict")]);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task ChangeStatus_RevokedThenCorrected_SecondIsRefused(DatabaseKind kind)
    {
        var stage = await SigningStage.SharedAsync(kind);
        var number = Some.Number();
        await stage.IssueAsync("pdf"u8.ToArray(), number);

        using var revoked = await StatusAsync(stage, number, "revoked");
        using var again = await StatusAsync(stage, number, "revoked");
        using var corrected = await StatusAsync(stage, number, "corrected");

        revoked.StatusCode.ShouldBe(HttpStatusCode.OK);
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await corrected.CodeAsync(HttpStatusCode.Conflict)).ShouldBe("civic:signing:status-final");
        (await stage.AuditsAsync(number)).ShouldBe([("document.issued", "ok"), ("document.status-changed", "ok")]);
    }

    [Fact]
    public async Task ChangeStatus_NumberUnknown_NotFound()
    {
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);
        using var answer = await StatusAsync(stage, Some.Number(), "revoked");

        (await answer.CodeAsync(HttpStatusCode.NotFound)).ShouldBe("civic:signing:issuance-unknown");
    }

    [Fact]
    public async Task Issue_NumberWithASlash_NotAccepted()
    {
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);
        using var answer = await stage.SendAsync(
            HttpMethod.Put, "/issuances/12%2FLLTP", Some.Issuance("x"u8.ToArray()), "signing.issue");

        (await answer.CodeAsync(HttpStatusCode.UnprocessableEntity)).ShouldBe("civic:signing:number-invalid");
    }

    [Theory]
    [InlineData("genuine", "agrees")]
    [InlineData("payload-changed", "not-ours")]
    [InlineData("garbage", "not-ours")]
    [InlineData("of-another-number", "other-document")]
    [InlineData("another-digest", "differs")]
    public async Task Statement_CheckedAgainstTheLog_SaysWhatIsWrong(string what, string expected)
    {
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);
        var number = Some.Number();
        await stage.IssueAsync("pdf"u8.ToArray(), number);
        const string OtherDigest = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        var statement = what switch
        {
            "of-another-number" => await StatementAsync(stage, Some.Number(), Some.Digest),
            "another-digest" => await StatementAsync(stage, number, OtherDigest),
            "garbage" => "a.b.c",
            _ => await StatementAsync(stage, number, Some.Digest),
        };
        if (what == "payload-changed")
        {
            var parts = statement.Split('.');
            var payload = Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Encode(
                $"{{\"num\":\"{number}\",\"iat_date\":\"2026-11-23\",\"dig\":\"{Some.Digest}\"}}");
            statement = $"{parts[0]}.{payload}.{parts[2]}";
        }

        using var answer = await stage.Signing.Http.PostAsJsonAsync(
            $"/v/{number}/statement", new { statement }, TestContext.Current.CancellationToken);

        var result = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        result.Text("result").ShouldBe(expected);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Statement_Made_VerifiesWithThePublishedKeyAndNamesThePage(DatabaseKind kind)
    {
        var stage = await SigningStage.SharedAsync(kind);
        var number = Some.Number();
        using var answer = await stage.SendAsync(HttpMethod.Post, "/statements",
            new { number, issueDate = "2026-11-22", contentDigest = Some.Digest }, "signing.statement");
        var made = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        var keys = new Microsoft.IdentityModel.Tokens.JsonWebKeySet(await stage.Signing.Http.GetStringAsync(
            "/.well-known/civic-statement-jwks.json", TestContext.Current.CancellationToken));

        var token = await new Microsoft.IdentityModel.JsonWebTokens.JsonWebTokenHandler().ValidateTokenAsync(
            made.Text("statement"), new()
            {
                IssuerSigningKeys = keys.GetSigningKeys(),
                ValidTypes = ["civic-statement+jwt"],
                ValidateIssuer = false,
                ValidateAudience = false,
                ValidateLifetime = false,
            });

        token.IsValid.ShouldBeTrue(token.Exception?.Message);
        token.Claims["num"].ShouldBe(number);
        token.Claims["iat_date"].ShouldBe("2026-11-22");
        token.Claims["dig"].ShouldBe(Some.Digest);
        made.Text("address").ShouldBe($"{stage.Signing.Address}/v/{number}#{made.Text("statement")}");
        (await stage.AuditsAsync(number)).ShouldBe([("statement.made", "ok")]);
    }

    private static async Task<string> StatementAsync(SigningStage stage, string number, string digest)
    {
        using var answer = await stage.SendAsync(HttpMethod.Post, "/statements",
            new { number, issueDate = "2026-11-22", contentDigest = digest }, "signing.statement");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).Text("statement")!;
    }

    private static Task<HttpResponseMessage> StatusAsync(SigningStage stage, string number, string status) =>
        stage.ChangeStatusAsync(number, status);
}
