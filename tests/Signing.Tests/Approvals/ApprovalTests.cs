using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Civic.Documents.Reading;
using Civic.Signing.Tests.Stage;
using Civic.Testing;
using Microsoft.IdentityModel.Tokens;
using Shouldly;
using Xunit;

namespace Civic.Signing.Tests.Approvals;

/// <summary>The competent person's login authorizes exactly a list of digests; only those are signed.</summary>
public sealed class ApprovalTests(ApprovalStage stages) : IClassFixture<ApprovalStage>
{
    private const string Person = "judicial-person";

    [Theory, ClassData(typeof(Databases))]
    public async Task Seal_OfTheApprovedDocument_SignedWithTheApprovedTime(DatabaseKind kind)
    {
        var stage = await stages.OfAsync(kind);
        var list = new ApprovedList(3);
        (await ApproveAsync(stage, list)).StatusCode.ShouldBe(HttpStatusCode.OK);

        foreach (var (number, pdf) in list.Files)
        {
            var signed = await stage.SealedAsync(pdf, Person, "CompetentPerson", number);
            PdfFile.TryRead(signed, out var file, out _).ShouldBeTrue();
            var time = list.Time.ToOffset(TimeSpan.FromHours(7));
            Encoding.Latin1.GetString(signed).ShouldContain($"{time:yyyyMMddHHmmss}+07");
        }
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task SealBatch_OfTwoListsAndAForeignDocument_EachByItsOwnApproval(DatabaseKind kind)
    {
        var stage = await stages.OfAsync(kind);
        var (first, second) = (new ApprovedList(2), new ApprovedList(2));
        (await ApproveAsync(stage, first)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ApproveAsync(stage, second)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var files = first.Files.Concat(second.Files).ToList();
        var parts = files.Select(f => new BatchPart($"{f.Number}:batch", f.Number, f.Pdf)).ToList();
        // One list's document under the other's number.
        parts[3] = parts[3] with { Number = parts[0].Number };

        var replies = await stage.BatchAsync(Some.Number(), Person, parts);

        parts.Select(p => replies[p.Key].Code).ShouldBe([null, null, null, "civic:signing:not-approved"]);
        var time = second.Time.ToOffset(TimeSpan.FromHours(7));
        Encoding.Latin1.GetString(replies[parts[2].Key].Pdf!).ShouldContain($"{time:yyyyMMddHHmmss}+07");
    }

    [Theory]
    [InlineData("other-bytes")]
    [InlineData("other-number")]
    [InlineData("other-profile")]
    [InlineData("nothing")]
    public async Task Seal_OfAnythingElse_RefusedAndNothingSigned(string what)
    {
        var stage = await stages.OfAsync(DatabaseKind.Sqlite);
        var list = new ApprovedList(1);
        if (what != "nothing")
        {
            (await ApproveAsync(stage, list)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        var (number, pdf) = list.Files[0];
        using var answer = what switch
        {
            "other-bytes" => await stage.SealAsync(Some.Certificate(Some.Number()), Person, "CompetentPerson", number),
            "other-number" => await stage.SealAsync(pdf, Person, "CompetentPerson", Some.Number()),
            "other-profile" => await stage.SealAsync(pdf, "judicial-deputy", "CompetentPerson", number),
            _ => await stage.SealAsync(pdf, Person, "CompetentPerson", number),
        };

        (await answer.CodeAsync(HttpStatusCode.Forbidden)).ShouldBe("civic:signing:not-approved");
    }

    [Theory]
    [InlineData("nonce", "its nonce is another")]
    [InlineData("level", "below assurance level 2")]
    [InlineData("role", "not a leader")]
    [InlineData("stale", "not fresh")]
    [InlineData("future", "not fresh")]
    [InlineData("name", "belongs to another person")]
    [InlineData("audience", "for another client")]
    [InlineData("access-token", "malformed")]
    [InlineData("garbage", "malformed")]
    public async Task Approve_LoginIsNotTheWordForThisList_Refused(string what, string expected)
    {
        var stage = await stages.OfAsync(DatabaseKind.Sqlite);
        var list = new ApprovedList(2);
        var login = new StepUpLogin(list.Digest(Person));
        var token = stage.Issuer.IdToken(what switch
        {
            "nonce" => new StepUpLogin(new ApprovedList(2).Digest(Person)),
            "level" => login with { Acr = "urn:civic:loa:1" },
            "role" => login with { Role = "clerk" },
            "stale" => login with { Age = TimeSpan.FromMinutes(6) },
            "future" => login with { Age = TimeSpan.FromMinutes(-2) },
            "name" => login with { Name = "Tô Văn Thay" },
            "audience" => login with { Audience = "health-record" },
            "access-token" => login with { Type = "at+jwt" },
            _ => login,
        });

        using var answer = await SendAsync(stage, list, what == "garbage" ? "a.b.c" : token);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).RootElement;
        problem.Text("type").ShouldBe("civic:signing:step-up");
        problem.Text("title")!.ShouldContain(expected);
        using var seal = await stage.SealAsync(
            list.Files[0].Pdf, Person, "CompetentPerson", list.Files[0].Number);
        (await seal.CodeAsync(HttpStatusCode.Forbidden)).ShouldBe("civic:signing:not-approved");
    }

    [Fact]
    public async Task Approve_OneDocumentChangedAfterTheLogin_Refused()
    {
        var stage = await stages.OfAsync(DatabaseKind.Sqlite);
        var list = new ApprovedList(2);
        var token = stage.Issuer.IdToken(new StepUpLogin(list.Digest(Person)));
        list.Files[1] = (list.Files[1].Number, Some.Certificate(Some.Number()));

        using var answer = await SendAsync(stage, list, token);

        (await answer.CodeAsync(HttpStatusCode.Forbidden)).ShouldBe("civic:signing:step-up");
    }

    [Theory]
    [InlineData("old-time")]
    [InlineData("twice")]
    [InlineData("none")]
    [InlineData("short-salt")]
    public async Task Approve_ListIsNotInOrder_Refused(string what)
    {
        var stage = await stages.OfAsync(DatabaseKind.Sqlite);
        var list = new ApprovedList(what == "none" ? 0 : 1, what == "old-time" ? TimeSpan.FromHours(2) : TimeSpan.Zero)
        {
            Salt = what == "short-salt" ? "abc" : ApprovedList.NewSalt(),
        };
        if (what == "twice")
        {
            list.Files.Add(list.Files[0]);
        }

        using var answer = await ApproveAsync(stage, list);

        (await answer.CodeAsync(HttpStatusCode.UnprocessableEntity)).ShouldBe("civic:signing:approval-invalid");
    }

    [Fact]
    public async Task Approve_ByAnotherClient_ProfileNotYours()
    {
        var stage = await stages.OfAsync(DatabaseKind.Sqlite);
        var list = new ApprovedList(1);
        var token = stage.Issuer.IdToken(
            new StepUpLogin(list.Digest(Person)) { Audience = "health-record" });

        using var answer = await SendAsync(stage, list, token, client: "health-record");

        (await answer.CodeAsync(HttpStatusCode.Forbidden)).ShouldBe("civic:signing:profile-not-yours");
    }

    [Fact]
    public async Task Approve_Twice_TheFirstEndStays()
    {
        var stage = await stages.OfAsync(DatabaseKind.Sqlite);
        var list = new ApprovedList(1);
        var token = stage.Issuer.IdToken(new StepUpLogin(list.Digest(Person)));

        using var first = await SendAsync(stage, list, token);
        using var second = await SendAsync(stage, list, token);

        (await second.Content.ReadAsStringAsync(Cancel)).ShouldBe(await first.Content.ReadAsStringAsync(Cancel));
        (await stage.AuditsAsync(list.Digest(Person))).ShouldBe([("documents.approved", "ok")]);
    }

    [Fact]
    public async Task Seal_ApprovalHasEnded_Refused()
    {
        await using var stage = await SigningStage.StartAsync(DatabaseKind.Sqlite,
            ("Civic:Signing:Profiles:judicial-person:ApprovalRequired", "true"),
            ("Civic:Signing:ApprovalMinutes", "0"));
        var list = new ApprovedList(1);
        (await ApproveAsync(stage, list)).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var answer = await stage.SealAsync(
            list.Files[0].Pdf, Person, "CompetentPerson", list.Files[0].Number);

        (await answer.CodeAsync(HttpStatusCode.Forbidden)).ShouldBe("civic:signing:not-approved");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Task<HttpResponseMessage> ApproveAsync(SigningStage stage, ApprovedList list) =>
        SendAsync(stage, list, stage.Issuer.IdToken(new StepUpLogin(list.Digest(Person))));

    private static async Task<HttpResponseMessage> SendAsync(
        SigningStage stage, ApprovedList list, string token, string client = "judicial-records")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/approvals")
        {
            Content = System.Net.Http.Json.JsonContent.Create(list.Body(Person, token)),
        };
        request.Headers.Authorization = new("Bearer", stage.Issuer.Token(client, "signing.seal"));
        return await stage.Signing.Http.SendAsync(request, Cancel);
    }
}

/// <summary>Rendered documents, and the nonce of a login about them, computed from the words of the contract.</summary>
internal sealed class ApprovedList
{
    internal ApprovedList(int count, TimeSpan age = default)
    {
        Time = DateTimeOffset.FromUnixTimeSeconds((TimeProvider.System.GetUtcNow() - age).ToUnixTimeSeconds() - 30);
        for (var i = 0; i < count; i++)
        {
            var number = Some.Number();
            Files.Add((number, Some.Certificate(number)));
        }
    }

    internal List<(string Number, byte[] Pdf)> Files { get; } = [];

    internal DateTimeOffset Time { get; }

    internal string Salt { get; init; } = NewSalt();

    internal static string NewSalt() => Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(16));

    internal string Digest(string profile)
    {
        var lines = Files.Select(f => $"{f.Number} {Sha256(f.Pdf)} {Time.ToUnixTimeSeconds()}\n");
        var text = $"civic-approval-1\n{Salt}\n{profile}\n" + string.Concat(lines);
        return Base64UrlEncoder.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    internal object Body(string profile, string token) => new
    {
        profile,
        salt = Salt,
        stepUp = token,
        documents = Files.Select(f => new { number = f.Number, sha256 = Sha256(f.Pdf), signingTime = Time }),
    };

    private static string Sha256(byte[] pdf) => Convert.ToHexStringLower(SHA256.HashData(pdf));
}

/// <summary>Houses in which the competent person's keys sign nothing without approval.</summary>
public sealed class ApprovalStage : IAsyncLifetime
{
    private readonly Dictionary<DatabaseKind, SigningStage> _stages = [];

    internal async Task<SigningStage> OfAsync(DatabaseKind kind)
    {
        if (!_stages.TryGetValue(kind, out var stage))
        {
            stage = _stages[kind] = await SigningStage.StartAsync(kind,
                ("Civic:Signing:Profiles:judicial-person:ApprovalRequired", "true"),
                ("Civic:Signing:Profiles:judicial-deputy:ApprovalRequired", "true"));
        }

        return stage;
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var stage in _stages.Values)
        {
            await stage.DisposeAsync();
        }
    }
}
