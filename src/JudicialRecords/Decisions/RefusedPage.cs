using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.JudicialRecords.Decisions;

/// <summary>An attempt that was refused, for the page to show again with every letter that was typed.</summary>
/// <param name="Action">Last segment of the form's address, such as "refuse".</param>
internal sealed record RefusedAct(string Action, StaffForm Form, Outcome.Refused Why);

/// <summary>
/// The dossier's page in answer to the form itself. A redirect would lose the reason: it is too long and too private
/// for an address or a cookie.
/// </summary>
internal sealed class RefusedPage(Guid id, StaffForm form, Outcome.Refused why) : IResult
{
    private const string Page = "/Staff/Dossier";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var request = httpContext.Request;
        var action = request.Path.Value!.Split('/')[^1];
        httpContext.Features.Set(new RefusedAct(action, form, why));
        httpContext.Response.StatusCode =
            why == Refusals.ReasonMissing || why == Refusals.ChoiceMissing
                || why == Refusals.NothingToConfirm || why == Refusals.DayOfExpungement
                ? StatusCodes.Status422UnprocessableEntity
                : StatusCodes.Status409Conflict;
        var page = Find(httpContext.RequestServices);
        request.Method = HttpMethods.Get;
        request.Path = $"/staff/dossiers/{id}";
        request.RouteValues = new RouteValueDictionary { ["page"] = Page, ["id"] = id.ToString() };
        httpContext.SetEndpoint(page);
        await page.RequestDelegate!(httpContext);
    }

    private static Endpoint Find(IServiceProvider services) =>
        services
            .GetRequiredService<EndpointDataSource>()
            .Endpoints.First(e => e.Metadata.GetMetadata<PageActionDescriptor>() is { ViewEnginePath: Page });
}
