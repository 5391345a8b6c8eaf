namespace Civic.Shared.SignIn.Events;

/// <summary>The events by which the bridge tells services of a misused account (OpenID CAEP 1.0, RISC 1.0).</summary>
public static class SecurityEventTypes
{
    /// <summary>CAEP §3.1: every session of the person has ended.</summary>
    public const string SessionRevoked = "https://schemas.openid.net/secevent/caep/event-type/session-revoked";

    /// <summary>RISC §2.3: the account is closed; its reason says why.</summary>
    public const string AccountDisabled = "https://schemas.openid.net/secevent/risc/event-type/account-disabled";

    /// <summary>RISC §2.4: it is open again.</summary>
    public const string AccountEnabled = "https://schemas.openid.net/secevent/risc/event-type/account-enabled";

    /// <summary>The reason of <see cref="AccountDisabled"/> where somebody else used the account.</summary>
    public const string Hijacking = "hijacking";

    /// <summary>The media type of RFC 8417 §7.2, also (without "application/") the token's typ.</summary>
    public const string MediaType = "application/secevent+jwt";
}
