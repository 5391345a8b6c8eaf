using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Requests;

namespace Civic.JudicialRecords.Delivery;

/// <summary>What a message needs of its dossier.</summary>
internal sealed record Addressee(string Code, string DeclarationJson);

/// <summary>Dossiers, changes of state and announcements that messages are about.</summary>
internal sealed record MessageSubjects(
    Dictionary<Guid, Addressee> Dossiers,
    Dictionary<Guid, StateChange> Changes,
    Dictionary<Guid, Announcement> Announced)
{
    /// <summary>When that happened which a message tells of.</summary>
    internal DateTimeOffset At(Message message) => message.AnnouncementId is { } announced
        ? Announced[announced].At
        : Changes[message.StateChangeId!.Value].At;

    internal OutgoingMessage Compose(Message message, string site)
    {
        var dossier = Dossiers[message.DossierId];
        var place = $"{site}/requests/{dossier.Code}";
        var declaration = DeclarationText.Read(dossier.DeclarationJson);
        var (name, to) = message.Channel switch
        {
            MessageChannel.VneidInbox => ("vneid", declaration.Requester.Number),
            MessageChannel.Sms => ("sms", declaration.Phone),
            _ => ("email", declaration.Email!),
        };
        var text = message.AnnouncementId is { } announced
            ? MessageText.Of(message.Channel, dossier.Code, Announced[announced], place)
            : MessageText.Of(message.Channel, dossier.Code, Changes[message.StateChangeId!.Value], place);
        return new OutgoingMessage(message.Id, name, to, MessageText.Title(dossier.Code), text);
    }
}
