using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Decisions.Papers;

/// <summary>
/// Asks for a paper that needs no competent person, in the transaction of the act that it is about: its number and
/// every word are fixed here, what follows is the workers'.
/// </summary>
internal static class PaperRequest
{
    internal static async Task<Paper> AskAsync(
        JudicialDbContext database, Dossier dossier, PaperKind kind, PaperAuthor author,
        Func<PaperHead, PaperContent> write, PolicyPack pack, CancellationToken cancellation,
        string? wording = null)
    {
        var day = author.Now.DateInVietnam();
        var authority = pack.Authorities.On(day);
        var number = await PaperNumber.NextAsync(database, kind, day, authority, cancellation);
        var paper = new Paper
        {
            DossierId = dossier.Id,
            Kind = kind,
            AskedAt = author.Now,
            AskedBy = author.Subject,
            AskedByName = author.Name,
            Wording = wording,
            PrintedNumber = number.Printed,
            AddressNumber = number.InAddresses,
            IssueDate = day,
            ContentJson = LawJson.Write(write(new PaperHead(number.Printed, day, authority, author))),
            SigningTime = DateTimeOffset.FromUnixTimeSeconds(author.Now.ToUnixTimeSeconds()),
        };
        if (pack.SealingOrders.Find(day) is { } order && order.Papers.Contains(kind))
        {
            (paper.SealOrderedBy, paper.SealOrderedAt) = ($"standing-order:{order.Id}", author.Now);
        }

        database.Papers.Add(paper);
        return paper;
    }
}

/// <summary>Who makes a paper, and when.</summary>
internal sealed record PaperAuthor(string Subject, string Name, string Title, DateTimeOffset Now)
{
    internal static PaperAuthor Of(Desk desk) =>
        new(desk.Officer.Subject, desk.Officer.Name, desk.Officer.Title, desk.Now);
}

/// <summary>What stands at the top and at the foot of every paper.</summary>
internal sealed record PaperHead(string Number, DateOnly Day, IssuingAuthority Authority, PaperAuthor Author)
{
    internal PaperContent With(string title, string? form, PaperPart[] parts, string[] recipients) => new()
    {
        Form = form,
        HeaderLines = [.. Authority.HeaderLines],
        Number = Number,
        Place = Authority.Place,
        IssueDate = Day,
        Title = title,
        Parts = parts,
        Recipients = recipients,
        SignerTitles = [Author.Title.ToUpper(System.Globalization.CultureInfo.GetCultureInfo("vi-VN"))],
        SignerName = Author.Name,
    };
}
