using Civic.JudicialRecords.Fees;
using Civic.JudicialRecords.Requests;
using Civic.Shared.Identity;

namespace Civic.Dossiers.Bench.Fill;

/// <summary>What somebody asks for, and when.</summary>
internal sealed record Application(Declaration Declaration, Channel Channel, FeeFacts Facts, DateTimeOffset At)
{
    private static readonly string[] Purposes = ["Xin việc làm", "Bổ túc hồ sơ du học", "Xin cấp giấy phép lao động"];

    /// <summary>Nine of ten come through VNeID; some want paper copies, for which they pay.</summary>
    internal static Application Some(Draw draw, CertifiedPerson person, DateTimeOffset at)
    {
        var online = draw.Happens(90);
        var copies = draw.Below(10) switch { < 6 => 0, < 8 => 1, 8 => 3, _ => 13 };
        var declaration = new Declaration
        {
            Kind = draw.Happens(60) ? CertificateKind.Number1 : CertificateKind.Number2,
            Requester = new Requester(person.Number, person.Name, RequesterRelation.Oneself),
            Person = person,
            Phone = "0900000000",
            Residences =
            [
                new($"{person.BirthDate.Year + ResidenceHistory.FromAge}-01", null, person.PermanentResidence!,
                    "nhân viên", null),
            ],
            Purpose = draw.Of(Purposes),
            PaperCopies = copies,
            Delivery = copies == 0 ? PaperDelivery.None : PaperDelivery.Counter,
            Undertaken = true,
        };
        var facts = new FeeFacts
        {
            ReceivedOn = at.DateInVietnam(),
            PaperCopies = copies,
            Person = new FeePerson(BirthDate.From(person.BirthDate), "VN", true, false, "population", at),
            RequesterLevel = AssuranceLevel.Level2,
            Channel = online ? RequestChannel.Vneid : RequestChannel.Counter,
        };
        return new(declaration, online ? Channel.VneidOnline : Channel.Counter, facts, at);
    }
}
