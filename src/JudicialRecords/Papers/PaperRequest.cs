using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Papers;

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
        var number = await PaperNumber.NextAsync(database, kind, day, pack.Authorities.On(day), cancellation);
        return Ask(database, dossier, kind, number, author, write, pack, wording);
    }

    /// <summary>One that has its number already.</summary>
    internal static Paper Ask(
        JudicialDbContext database, Dossier dossier, PaperKind kind, PaperNumber number, PaperAuthor author,
        Func<PaperHead, PaperContent> write, PolicyPack pack, string? wording = null)
    {
        var day = author.Now.DateInVietnam();
        var head = new PaperHead(number.Printed, day, pack.Authorities.On(day), author);
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
            ContentJson = LawJson.Write(write(head)),
            SigningTime = DateTimeOffset.FromUnixTimeSeconds(author.Now.ToUnixTimeSeconds()),
        };
        if (pack.SealingOrders.Find(day) is { } order && order.Covers(kind))
        {
            (paper.SealOrderedBy, paper.SealOrderedAt) = ($"standing-order:{order.Id}", author.Now);
        }

        database.Papers.Add(paper);
        return paper;
    }
}

/// <summary>Who makes a paper, and when.</summary>
internal sealed record PaperAuthor(string Subject, string Name, string Title, DateTimeOffset Now);

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
