namespace Civic.JudicialRecords.Web.Citizen;

/// <summary>The fields of the request form as they stand on the page, for the summary of errors.</summary>
internal static class FieldOrder
{
    internal static readonly IReadOnlyList<string> Request =
    [
        "Form.For", "Form.ChildNumber", "Form.ChildName", "Form.ChildBirthDate", "Form.Reports[]", "Form.Kind",
        "Form.ConfirmBan", "Form.Purpose", "Form.OtherPurpose", "Form.Residences[].From", "Form.Residences[].To",
        "Form.Residences[].Place", "Form.Birthplace", "Form.OtherName", "Form.Phone", "Form.Email",
        "Form.OwnStatement", "Form.PaperCopies", "Form.Delivery", "Form.DeliveryAddress", "Form.ClaimedClass",
    ];

    internal static readonly IReadOnlyList<string> Counter =
    [
        "Who.Way", "Who.PersonNumber", "Who.PersonName", "Who.PersonBirthDate", "Who.Relation", "Who.RequesterName",
        "Who.RequesterNumber", "Who.RequesterBirthDate", "Who.PaperNumber", "Who.PaperDate", "Who.PaperAuthority",
        "Who.Evidence", "Form.Kind", "Form.ConfirmBan", "Form.Purpose", "Form.OtherPurpose", "Form.Birthplace",
        "Form.Phone", "Form.Email", "Form.Residences[].From", "Form.Residences[].To", "Form.Residences[].Place",
        "Form.OwnStatement", "Form.PaperCopies", "Form.Delivery", "Form.DeliveryAddress", "Form.ClaimedClass",
        "files",
    ];
}
