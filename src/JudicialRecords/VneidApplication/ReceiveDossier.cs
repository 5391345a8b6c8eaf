using System.Security.Cryptography;
using System.Text.Json;
using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.VneidApplication;

/// <summary>
/// POST /LLTP/TaoHoSo. Under a code that was given to this caller: the first time a new dossier, in state 5 what was
/// asked for, otherwise an error. The same bytes again are the same answer, whatever became of the first.
/// </summary>
internal sealed class ReceiveDossier(JudicialDbContext database, NewDossier first, AnsweredSupplement again)
{
    internal async Task<VneidAnswer> RunAsync(string client, byte[] body, CancellationToken cancellation)
    {
        if (Parse(body) is not { } request)
        {
            return VneidAnswer.Refused("$", "nội dung không phải đối tượng JSON", "the body is no JSON object");
        }

        var problems = new List<FormProblem>();
        var code = new Members(request, "", problems).Needed("maHoSoMCDT");
        if (code is null)
        {
            return VneidAnswer.Refused(problems);
        }

        var given = await database.VneidCodes.AsNoTracking()
            .SingleOrDefaultAsync(c => c.Code == code && c.ClientId == client, cancellation);
        if (given is null)
        {
            return VneidAnswer.Refused("maHoSoMCDT",
                "mã hồ sơ này chưa được cấp cho hệ thống gửi; hãy gọi LayMaHoSo",
                "this code was not given out to the caller; call LayMaHoSo");
        }

        var newest = await database.NewestAsync(given.DossierId, cancellation);
        return await AnswerAsync(
            new(given, newest, Convert.ToHexStringLower(SHA256.HashData(body)), request), cancellation);
    }

    private async Task<VneidAnswer> AnswerAsync(ReceivedPost post, CancellationToken cancellation)
    {
        // In this order: whoever sees the dossier also sees the digest that was committed with it.
        var state = await StateAsync(post, cancellation);
        if (await IsTakenAsync(post, cancellation))
        {
            return VneidAnswer.Taken(post.Given.Code);
        }

        if (state is not (null or DossierState.SupplementAsked))
        {
            return NotNow(state.Value);
        }

        var answer = state is null
            ? await first.RunAsync(post, cancellation)
            : await again.RunAsync(post, cancellation);
        if (answer is { IsRefusal: false })
        {
            return answer;
        }

        // Two at once: one of them stands, and whether it is this one its bytes say.
        database.ChangeTracker.Clear();
        return await IsTakenAsync(post, cancellation)
            ? VneidAnswer.Taken(post.Given.Code)
            : answer ?? NotNow(await StateAsync(post, cancellation) ?? DossierState.Registered);
    }

    private Task<bool> IsTakenAsync(ReceivedPost post, CancellationToken cancellation) => database.VneidPosts
        .AnyAsync(p => p.Code == post.Given.Code && p.Digest == post.Digest, cancellation);

    private Task<DossierState?> StateAsync(ReceivedPost post, CancellationToken cancellation) =>
        database.Dossiers.Where(d => d.Id == post.DossierId).Select(d => (DossierState?)d.State)
            .SingleOrDefaultAsync(cancellation);

    private static VneidAnswer NotNow(DossierState state) => VneidAnswer.Refused("maHoSoMCDT",
        $"hồ sơ đang ở trạng thái {(int)state} ({state.Name().Vi}); chỉ gửi lại được ở trạng thái 5",
        $"the dossier is in state {(int)state}; it can be sent again in state 5 only");

    private static JsonElement? Parse(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <param name="DossierId">What stands under the code now: its own dossier, or one begun anew by a decision.</param>
/// <param name="Digest">SHA-256 of the bytes.</param>
internal sealed record ReceivedPost(GivenCode Given, Guid DossierId, string Digest, JsonElement Body)
{
    internal TakenPost Receipt(DateTimeOffset at) => new() { Code = Given.Code, Digest = Digest, TakenAt = at };
}
