using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Civic.HealthRecord.Web;

/// <summary>303 after a POST: reloading the next page sends nothing again (RFC 9110 §15.4.4).</summary>
internal sealed class SeeOtherResult(string address) : ActionResult
{
    public override void ExecuteResult(ActionContext context)
    {
        context.HttpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.HttpContext.Response.Headers.Location = address;
    }
}
