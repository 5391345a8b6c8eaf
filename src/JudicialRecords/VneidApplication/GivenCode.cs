using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Storage;
using Civic.JudicialRecords.Submission;
using Civic.Shared.Audit;

namespace Civic.JudicialRecords.VneidApplication;

/// <summary>
/// A dossier code given out to a client (LayMaHoSo): it alone may use it, for one dossier, whose id is fixed here so
/// that two attempts at once are one dossier.
/// </summary>
internal sealed class GivenCode
{
    public required string Code { get; init; }

    public required string ClientId { get; init; }

    public Guid DossierId { get; init; } = Guid.CreateVersion7();

    public required DateTimeOffset GivenAt { get; init; }
}

/// <summary>Something that was taken from the application, by the SHA-256 of its bytes; a row is its receipt.</summary>
internal sealed class TakenPost
{
    public required string Code { get; init; }

    public required string Digest { get; init; }

    public required DateTimeOffset TakenAt { get; init; }
}

/// <summary>GET /LLTP/LayMaHoSo.</summary>
internal sealed class GiveCode(JudicialDbContext database, PolicyPack pack, TimeProvider clock)
{
    internal async Task<VneidAnswer> RunAsync(string client, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var code = await DossierCodes.NextAsync(database, pack, now, cancellation);
        database.VneidCodes.Add(new GivenCode { Code = code, ClientId = client, GivenAt = now });
        database.Audit(clock, client, "code.given", code);
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return VneidAnswer.Taken(code);
    }
}
