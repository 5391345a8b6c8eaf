using System.Net;
using System.Net.Http.Json;
using Civic.Messages;
using Civic.Testing;
using Shouldly;
using Xunit;

namespace Civic.Mocks.Tests.Messages;

public sealed class MessagesTests
{
    [Fact]
    public async Task Post_SameKeyTwice_StandsOnceInTheInbox()
    {
        await using var host = await TestHost.StartAsync(MessagesHost.Service, TestHost.FreeAddresses("messages"));
        for (var i = 0; i < 2; i++)
        {
            (await PostAsync(host, "sms", "key-1")).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        }

        var page = await host.Http.GetStringAsync("/inbox/0900000000", TestContext.Current.CancellationToken);

        page.Split("Hồ sơ đã được tiếp nhận").Length.ShouldBe(2);
        (await host.Http.GetStringAsync("/inbox/0911111111", TestContext.Current.CancellationToken))
            .ShouldContain("Chưa có tin nhắn nào");
    }

    [Fact]
    public async Task Post_UnknownChannel_IsRefused()
    {
        await using var host = await TestHost.StartAsync(MessagesHost.Service, TestHost.FreeAddresses("messages"));

        (await PostAsync(host, "pigeon", "key-2")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task PostList_OneHasNoRecipient_TakesTheOthersOnce()
    {
        await using var host = await TestHost.StartAsync(MessagesHost.Service, TestHost.FreeAddresses("messages"));
        var list = new
        {
            messages = new[]
            {
                new { id = "key-3", channel = "sms", to = "0900000003", title = "Thông báo", text = "Hồ sơ thứ nhất" },
                new { id = "key-4", channel = "sms", to = "", title = "Thông báo", text = "Hồ sơ thứ hai" },
                new { id = "key-5", channel = "sms", to = "0900000003", title = "Thông báo", text = "Hồ sơ thứ ba" },
            },
        };

        for (var i = 0; i < 2; i++)
        {
            using var answer = await host.Http.PostAsJsonAsync(
                "/messages/list", list, TestContext.Current.CancellationToken);
            (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
                .ShouldBe("""{"taken":["key-3","key-5"]}""");
        }

        var page = await host.Http.GetStringAsync("/inbox/0900000003", TestContext.Current.CancellationToken);
        (page.Split("thứ nhất").Length, page.Split("thứ hai").Length, page.Split("thứ ba").Length).ShouldBe((2, 1, 2));
    }

    [Fact]
    public async Task PostList_Empty_IsRefused()
    {
        await using var host = await TestHost.StartAsync(MessagesHost.Service, TestHost.FreeAddresses("messages"));

        using var answer = await host.Http.PostAsJsonAsync(
            "/messages/list", new { messages = Array.Empty<object>() }, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    private static async Task<HttpResponseMessage> PostAsync(TestHost host, string channel, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/messages");
        request.Headers.Add("Idempotency-Key", key);
        request.Content = JsonContent.Create(new
        {
            channel,
            recipient = "0900000000",
            subject = "Thông báo",
            body = "Hồ sơ đã được tiếp nhận",
        });
        return await host.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
