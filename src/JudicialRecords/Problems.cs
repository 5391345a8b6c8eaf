using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Civic.JudicialRecords;

/// <summary>Every problem that a program can get from this service, each with its stable code.</summary>
internal static class Problems
{
    internal static ProblemHttpResult NoticeNotGenuine(string why) =>
        Make(
            StatusCodes.Status401Unauthorized,
            "payment-notice-not-genuine",
            "The notification is not signed by the gateway.",
            $"Its Civic-Signature header was refused: {why}. Nothing was changed."
        );

    internal static ProblemHttpResult NoticeOfUnknownOrder() =>
        Make(
            StatusCodes.Status404NotFound,
            "payment-order-unknown",
            "No order has that id.",
            "The notification is genuine and was kept; no dossier was changed."
        );

    internal static ProblemHttpResult NoticeNotCheckable() =>
        Make(
            StatusCodes.Status503ServiceUnavailable,
            "payment-notice-not-checkable",
            "The gateway's keys could not be read.",
            "Nothing was changed; send the notification again later."
        );

    internal static ProblemHttpResult NoticeTooLarge() =>
        Make(
            StatusCodes.Status413PayloadTooLarge,
            "payment-notice-too-large",
            "The notification is larger than 16 KiB.",
            "Nothing was changed."
        );

    internal static ProblemHttpResult QuestionTooLarge() =>
        Make(
            StatusCodes.Status413PayloadTooLarge,
            "question-too-large",
            "The question is larger than 4 KiB.",
            "It was not read."
        );

    private static ProblemHttpResult Make(int status, string code, string title, string detail) =>
        TypedResults.Problem(statusCode: status, type: $"civic:judicial:{code}", title: title, detail: detail);
}
