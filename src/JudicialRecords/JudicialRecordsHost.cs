using Civic.JudicialRecords.Attachments;
using Civic.JudicialRecords.AfterIssue;
using Civic.JudicialRecords.Certificates.Approvals;
using Civic.JudicialRecords.Certificates.Papers;
using Civic.JudicialRecords.Certificates;
using Civic.JudicialRecords.Counter;
using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Delivery;
using Civic.JudicialRecords.Feedback;
using Civic.JudicialRecords.Inquiries;
using Civic.JudicialRecords.PaperCopies;
using Civic.JudicialRecords.Payments;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Ratings;
using Civic.JudicialRecords.Records;
using Civic.JudicialRecords.Reports.Portal;
using Civic.JudicialRecords.Settlement;
using Civic.JudicialRecords.Storage;
using Civic.JudicialRecords.Submission;
using Civic.JudicialRecords.VneidApplication;
using Civic.JudicialRecords.Web;
using Civic.JudicialRecords.Web.Citizen;
using Civic.JudicialRecords.Web.Staff;
using Civic.Shared.Hosting;
using Civic.Shared.SignIn;
using Civic.Shared.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.JudicialRecords;

/// <summary>
/// The Department of Justice: requests for criminal-record certificates, from the form to the signed document.
/// </summary>
public static class JudicialRecordsHost
{
    public static readonly ServiceDescription Service = new("judicial", Add, Map);

    private static void Add(WebApplicationBuilder builder)
    {
        var settings = builder.Settings();
        builder.AddCivicDatabase<JudicialDbContext>(settings);
        builder.AddCivicSignIn(settings, new SignInOptions
        {
            ClientId = "judicial-records",
            Site = CitizenFrame.Site,
            BoundLogin = ConfirmPaper.HandleAsync,
            SecurityEvent = Misuse.FlagRequests.HandleAsync,
        });
        builder.Services.AddOpenApi();
        builder.AddPolicies(settings);
        builder.AddPolicyAccess();
        builder.AddRegisters();
        builder.AddAttachments();
        builder.AddSubmission();
        builder.AddPayments();
        builder.AddDecisions();
        builder.AddCounter();
        builder.AddApprovals();
        builder.AddCertificates(settings);
        builder.AddDelivery();
        builder.AddRatings();
        builder.AddFeedback();
        builder.AddAfterIssue();
        builder.Services.AddHourly<LedgerBooking>();
        builder.Services.AddScoped<DraftStatement>();
        builder.AddVneidApplication(settings);
        builder.AddInquiries();
        builder.AddReconciliation();
        builder.AddCitizenWeb();
    }

    private static void Map(WebApplication app)
    {
        app.MapCivicSignIn();
        app.MapOpenApi().AllowAnonymous();
        app.MapPayments();
        app.MapDecisions();
        app.MapCounter();
        app.MapVneidApplication();
        app.MapInquiries();
        app.MapApprovals();
        app.MapPaperApprovals();
        app.MapAfterIssue();
        app.MapPaperCopies();
        app.MapCitizenDocuments();
        app.MapAttachments();
        app.MapFeedback();
        app.MapPaperDocuments();
        app.MapSettlementFiles();
        app.MapReportFiles();
        app.MapPortalRunFiles();
    }
}
