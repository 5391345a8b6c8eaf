using Civic.JudicialRecords.Fees;
using Civic.JudicialRecords.Records;
using Civic.JudicialRecords.Requests;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Tests.Fees;

/// <summary>Facts of an ordinary request: an adult of Hanoi with a level-2 account, through VNeID.</summary>
internal static class Some
{
    internal static readonly DateOnly Day = new(2024, 8, 1);

    internal static FeePerson Adult { get; } = new(
        BirthDate.Of(new(1990, 3, 14)), "VN", true, false, "population", new(2024, 8, 1, 0, 0, 0, TimeSpan.Zero));

    internal static FeeFacts Request(int copies = 0, FeePerson? person = null, params ClassClaim[] claims) => new()
    {
        ReceivedOn = Day,
        PaperCopies = copies,
        Person = person ?? Adult,
        RequesterLevel = AssuranceLevel.Level2,
        Channel = RequestChannel.Vneid,
        Claims = claims,
    };

    internal static ClassClaim Proved(FeeClass fee) => new(fee, ClaimEvidence.RegisterProves, "register");

    internal static ClassClaim Claimed(FeeClass fee) => new(fee, ClaimEvidence.NotProved, "register");
}
