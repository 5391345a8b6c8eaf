using System.Net;
using Civic.JudicialRecords.Certificates;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Certificates;

/// <summary>What a refusal of the key custodian means for what waits.</summary>
public sealed class SigningReplyTests
{
    [Theory]
    [InlineData("civic:signing:invalid-dpop-proof", HttpStatusCode.Unauthorized)]
    [InlineData("civic:signing:invalid-token", HttpStatusCode.Unauthorized)]
    [InlineData(null, HttpStatusCode.TooManyRequests)]
    [InlineData(null, HttpStatusCode.BadGateway)]
    public void WaitsFor_NothingSaidOfTheDocument_IsNoRefusal(string? problem, HttpStatusCode status) =>
        SigningClient.WaitsFor<bool>(problem, status).Code.ShouldBe(SigningClient.SigningUnavailable);

    [Theory]
    [InlineData("civic:signing:not-approved", HttpStatusCode.Forbidden)]
    [InlineData("civic:signing:idempotency-key-reused", HttpStatusCode.Conflict)]
    [InlineData("civic:signing:not-issuable", HttpStatusCode.UnprocessableEntity)]
    public void WaitsFor_AVerdict_IsARefusal(string problem, HttpStatusCode status) =>
        SigningClient.WaitsFor<bool>(problem, status).Code.ShouldBe(SigningClient.SigningRefused);
}
