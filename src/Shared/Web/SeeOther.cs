using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Civic.Shared.Web;

/// <summary>
/// 303: whatever the method was, the next request is a GET, and reloading the page it leads to sends nothing again (RFC
/// 9110 §15.4.4). The answer of a page's handler and of an endpoint alike.
/// </summary>
/// <param name="address">Whoever gives it has made sure of where it leads.</param>
public sealed class SeeOther(string address) : ActionResult, IResult
{
    public override void ExecuteResult(ActionContext context) => Answer(context.HttpContext);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        Answer(httpContext);
        return Task.CompletedTask;
    }

    private void Answer(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = address;
    }
}
