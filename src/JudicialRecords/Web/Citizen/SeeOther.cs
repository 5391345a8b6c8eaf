using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Civic.JudicialRecords.Web.Citizen;

/// <summary>
/// 303 after a POST: reloading the next page sends nothing again (RFC 9110 15.4.4). Local addresses only.
/// </summary>
internal sealed class SeeOther(string address) : ActionResult
{
    public override void ExecuteResult(ActionContext context)
    {
        context.HttpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.HttpContext.Response.Headers.Location = address;
    }
}
