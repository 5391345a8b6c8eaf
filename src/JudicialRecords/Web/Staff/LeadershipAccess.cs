namespace Civic.JudicialRecords.Web.Staff;

internal static class LeadershipAccess
{
    /// <summary>Division head or leader, level 2.</summary>
    internal const string Policy = "judicial:leadership";
}
