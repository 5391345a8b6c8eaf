using System.Net;
using Civic.Shared.Hosting;
using Civic.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Civic.Shared.Tests;

public sealed class HostingTests
{
    private static readonly ServiceDescription Bare = new(
        "bare",
        _ => { },
        app =>
        {
            app.MapGet("/open", () => "open").AllowAnonymous();
            app.MapGet("/unsaid", () => "never");
            app.MapGet("/broken", string () => throw new InvalidOperationException("a bug")).AllowAnonymous();
            app.MapGet("/limited", () => "few").AllowAnonymous().RequireRateLimiting(RateLimits.Login);
        }
    );

    private static async Task<TestHost> StartAsync(Dictionary<string, string?>? settings = null) =>
        await TestHost.StartAsync(Bare, TestHost.FreeAddresses("bare"), settings);

    [Fact]
    public async Task Get_EndpointThatNamesNobody_IsDenied()
    {
        await using var host = await StartAsync();

        (await host.Http.GetAsync("/open", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(
            HttpStatusCode.OK
        );
        (await host.Http.GetAsync("/unsaid", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(
            HttpStatusCode.Unauthorized
        );
    }

    [Theory]
    [InlineData("/nothing-here", HttpStatusCode.NotFound, "Không tìm thấy trang")]
    [InlineData("/broken", HttpStatusCode.InternalServerError, "Hệ thống đang gặp sự cố")]
    [InlineData("/unsaid", HttpStatusCode.Unauthorized, "không có quyền")]
    public async Task Get_Refused_PersonReadsWhatToDo(string path, HttpStatusCode status, string says)
    {
        await using var host = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", "text/html");

        var answer = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(status);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        page.ShouldContain(says);
        page.ShouldContain("<html lang=\"vi\">");
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldNotContain("unsafe-inline");
    }

    [Fact]
    public async Task Get_RefusedProgram_GetsProblemWithStableCode()
    {
        await using var host = await StartAsync();

        var answer = await host.Http.GetAsync("/broken", TestContext.Current.CancellationToken);

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        body.ShouldContain("civic:bare:http-500");
        body.ShouldNotContain("a bug");
    }

    [Fact]
    public async Task Get_PastTheLimit_Answers429WithRetryAfter()
    {
        await using var host = await StartAsync(new() { ["Civic:RateLimits:login"] = "2" });
        for (var i = 0; i < 2; i++)
        {
            (await host.Http.GetAsync("/limited", TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        }

        var answer = await host.Http.GetAsync("/limited", TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        answer.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Get_Health_AnswersToAnyone(string path)
    {
        await using var host = await StartAsync();

        (await host.Http.GetAsync(path, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
