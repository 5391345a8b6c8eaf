using Civic.HealthRecord.Access;
using Civic.HealthRecord.Queries;

namespace Civic.HealthRecord.Web;

/// <summary>The sections of a summary as both the citizen's and the clinician's page show them.</summary>
internal sealed record SectionsView(HealthSummary Summary, Facilities Facilities);

/// <summary>The line under a section: what its emptiness means, where it comes from, up to when.</summary>
internal sealed record SectionFoot(SectionState State, string Empty, string Source, DateTimeOffset? AsOf);
