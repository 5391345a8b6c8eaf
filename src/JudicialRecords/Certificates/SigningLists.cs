using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Civic.Shared.Web;

namespace Civic.JudicialRecords.Certificates;

/// <param name="ContentDigest">Of what is printed, with its salt.</param>
internal sealed record StatementAsked(string Number, DateOnly IssueDate, string ContentDigest);

/// <summary>A document as it stands in the issuance log.</summary>
internal sealed record IssuanceEntry(
    string Number, string Kind, Bilingual Title, DateOnly IssueDate, string Sha256, string ContentDigest);

/// <summary>
/// Asks the key custodian about several documents in one call, at most <see cref="BatchSigning.MostDocuments"/>.
/// </summary>
internal sealed class SigningLists(SigningClient signing)
{
    private static readonly SigningReply<byte[]> Missing =
        new SigningReply<byte[]>.Waits(SigningClient.SigningUnavailable, "missing");

    /// <returns>By number, the address that its QR code holds.</returns>
    internal Task<SigningReply<Dictionary<string, string>>> MakeStatementsAsync(
        IEnumerable<StatementAsked> asked, CancellationToken cancellation) =>
        signing.CallAsync(
            SigningClient.Statements,
            () => new HttpRequestMessage(HttpMethod.Post, "statement-batches")
            {
                Content = JsonContent.Create(new
                {
                    statements = asked.Select(a => new
                    {
                        number = a.Number,
                        issueDate = Day(a.IssueDate),
                        contentDigest = a.ContentDigest,
                    }),
                }),
            },
            async answer => (await answer.Content.ReadFromJsonAsync<StatementsMade>(cancellation))!.Statements
                .ToDictionary(s => s.Number, s => s.Address),
            cancellation);

    /// <returns>
    /// By number, the receipt: proof of the entry up to a signed tree head, as a file. Nothing is missing.
    /// </returns>
    internal async Task<Dictionary<string, SigningReply<byte[]>>> EnterAsync(
        IReadOnlyCollection<IssuanceEntry> entries, CancellationToken cancellation)
    {
        if (entries.Count == 0)
        {
            return [];
        }

        switch (await AskAsync(entries, cancellation))
        {
            case SigningReply<Dictionary<string, SigningReply<byte[]>>>.Done(var made):
                return entries.ToDictionary(e => e.Number, e => made.GetValueOrDefault(e.Number, Missing));
            // One that can't be entered at all must not hold up the others.
            case SigningReply<Dictionary<string, SigningReply<byte[]>>>.Waits(SigningClient.SigningRefused, _)
                when entries.Count > 1:
                return await EachAsync(entries, cancellation);
            case SigningReply<Dictionary<string, SigningReply<byte[]>>>.Waits(var code, var detail):
                return entries.ToDictionary(
                    e => e.Number, SigningReply<byte[]> (_) => new SigningReply<byte[]>.Waits(code, detail));
            default:
                throw new UnreachableException("A call is done or waits.");
        }
    }

    private async Task<Dictionary<string, SigningReply<byte[]>>> EachAsync(
        IEnumerable<IssuanceEntry> entries, CancellationToken cancellation)
    {
        var all = new Dictionary<string, SigningReply<byte[]>>();
        foreach (var entry in entries)
        {
            all[entry.Number] = (await EnterAsync([entry], cancellation))[entry.Number];
        }

        return all;
    }

    private Task<SigningReply<Dictionary<string, SigningReply<byte[]>>>> AskAsync(
        IEnumerable<IssuanceEntry> entries, CancellationToken cancellation) =>
        signing.CallAsync(
            SigningClient.Issuances,
            () => new HttpRequestMessage(HttpMethod.Post, "issuance-batches")
            {
                Content = JsonContent.Create(new { entries = entries.Select(Sent) }),
            },
            async answer => (await answer.Content.ReadFromJsonAsync<EntriesMade>(cancellation))!.Results
                .ToDictionary(r => r.Number, ReplyOf),
            cancellation);

    private static object Sent(IssuanceEntry entry) => new
    {
        number = entry.Number,
        kind = entry.Kind,
        title = new { vi = entry.Title.Vi, en = entry.Title.En },
        issueDate = Day(entry.IssueDate),
        sha256 = entry.Sha256,
        contentDigest = entry.ContentDigest,
    };

    private static SigningReply<byte[]> ReplyOf(EntryMade made) => made switch
    {
        { Receipt: { } receipt } => new SigningReply<byte[]>.Done(Encoding.UTF8.GetBytes(receipt.GetRawText())),
        { Problem: { } problem } => SigningClient.WaitsFor<byte[]>(problem.Type, (HttpStatusCode)problem.Status),
        _ => Missing,
    };

    private static string Day(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed record StatementsMade(IReadOnlyList<StatementMade> Statements);

    private sealed record StatementMade(string Number, string Address);

    private sealed record EntriesMade(IReadOnlyList<EntryMade> Results);

    private sealed record EntryMade(string Number, JsonElement? Receipt, EntryProblem? Problem);

    private sealed record EntryProblem(string? Type, int Status);
}
