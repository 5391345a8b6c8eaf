using System.ComponentModel.DataAnnotations;

namespace Civic.HealthRecord.Sources.InsuranceClaims;

/// <summary>The department's account at the insurance gateway and the officer who answers for its look-ups.</summary>
internal sealed class InsuranceOptions
{
    internal const string Section = "Civic:Health:Insurance";

    [Required]
    public string Username { get; set; } = "";

    [Required]
    public string Password { get; set; } = "";

    [Required]
    public string OfficerName { get; set; } = "";

    /// <summary>Personal identification number of the officer.</summary>
    [Required]
    public string OfficerNumber { get; set; } = "";
}
