namespace Civic.Shared.SignIn;

/// <summary>Claim names in the bridge's tokens.</summary>
public static class BridgeClaims
{
    public const string Subject = "sub";
    public const string Name = "name";
    public const string BirthDate = "birthdate";
    public const string Gender = "gender";
    public const string NationalId = "national_id";
    public const string Roles = "roles";
    public const string StaffTitle = "staff_title";
    public const string StaffUnit = "staff_unit";
    public const string FacilityCode = "facility_code";
    public const string Acr = "acr";
    public const string Amr = "amr";
    public const string AuthTime = "auth_time";
    public const string ClientId = "client_id";
    public const string Scope = "scope";
    public const string SessionId = "sid";
    public const string Confirmation = "cnf";

    /// <summary>Who acts for the subject (RFC 8693 §4.1).</summary>
    public const string Actor = "act";

    /// <summary>In the actor: "parent" or "guardian" of the subject.</summary>
    public const string Relation = "relation";
}

/// <summary>Staff roles of the bridge's directory.</summary>
public static class Roles
{
    public const string Reception = "reception";
    public const string CaseOfficer = "case_officer";
    public const string DivisionHead = "division_head";
    public const string Leader = "leader";
    public const string Clerk = "clerk";
    public const string Clinician = "clinician";

    /// <summary>Manages the directory itself, in the bridge only.</summary>
    public const string Administrator = "administrator";

    public static IReadOnlyList<string> All { get; } =
        [Reception, CaseOfficer, DivisionHead, Leader, Clerk, Clinician, Administrator];
}
