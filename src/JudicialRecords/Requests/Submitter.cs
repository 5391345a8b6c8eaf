using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Requests;

/// <summary>In whose name a request comes in, who enters it, and by which way.</summary>
/// <param name="Subject">Pairwise subject of the requester; without an account one that is nobody's login.</param>
/// <param name="Actor">Who did it, for the history and the audit trail.</param>
/// <param name="Level">Of the requester's account; none at the counter.</param>
internal sealed record Submitter(string Subject, string Actor, AssuranceLevel Level, Channel Channel)
{
    /// <summary>Begins the subject of somebody without a login.</summary>
    internal const string PaperPrefix = "counter:";

    /// <summary>The same for somebody whom the VNeID application knows, until they sign in here.</summary>
    internal const string ApplicationPrefix = "vneid:";

    internal static Submitter Of(Citizen citizen) =>
        new(citizen.Subject, citizen.Subject, citizen.Level, Channel.VneidOnline);

    /// <summary>Somebody without a login, whose paper request reception enters.</summary>
    internal static Submitter OnPaper(Guid submissionId, string officer, Channel channel) =>
        new($"{PaperPrefix}{submissionId:N}", officer, AssuranceLevel.None, channel);

    /// <summary>Somebody with a level-2 account, for whom the VNeID application asks.</summary>
    internal static Submitter InApplication(Guid submissionId)
    {
        var subject = $"{ApplicationPrefix}{submissionId:N}";
        return new(subject, subject, AssuranceLevel.Level2, Channel.VneidApplication);
    }
}
