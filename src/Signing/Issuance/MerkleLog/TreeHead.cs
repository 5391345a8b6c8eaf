using System.Text.Json.Serialization;
using Civic.Shared.Hosting;
using Civic.Signing.Statements;
using Microsoft.IdentityModel.Tokens;

namespace Civic.Signing.Issuance.MerkleLog;

/// <summary>What a signed tree head says: how long the log is and what its root is. A compact JWS, ES256.</summary>
internal sealed record TreeHead(
    [property: JsonPropertyName("iss")] string Log,
    [property: JsonPropertyName("size")] long Size,
    [property: JsonPropertyName("root")] string Root,
    [property: JsonPropertyName("iat")] long At)
{
    internal const string Type = "civic-sth+jwt";
}

/// <summary>
/// What the log says of a document at a tree head: its status, and all the places where it is spoken of. Compact JWS.
/// </summary>
internal sealed record StatusStatement(
    [property: JsonPropertyName("iss")] string Log,
    [property: JsonPropertyName("num")] string Number,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("entries")] IReadOnlyList<long> Entries,
    [property: JsonPropertyName("size")] long Size,
    [property: JsonPropertyName("iat")] long At)
{
    internal const string Type = "civic-status+jwt";
}

/// <summary>A countersignature of the witness over a head that continues the last one that it saw.</summary>
internal sealed record Cosignature(
    [property: JsonPropertyName("log")] string Log,
    [property: JsonPropertyName("size")] long Size,
    [property: JsonPropertyName("root")] string Root,
    [property: JsonPropertyName("iat")] long At)
{
    internal const string Type = "civic-witness+jwt";
}

/// <summary>Signs tree heads with this replica's published key.</summary>
internal sealed class TreeHeads(IssuanceLog log, StatementKey key, CivicSettings settings, TimeProvider clock)
{
    internal async Task<(TreeHead Head, string Signed)> SignAsync(long size, CancellationToken cancellation) =>
        Sign(size, await log.RootAsync(size, cancellation));

    internal (TreeHead Head, string Signed) Sign(long size, byte[] root)
    {
        var head = new TreeHead(
            settings.OwnAddress, size, Base64UrlEncoder.Encode(root), clock.GetUtcNow().ToUnixTimeSeconds());
        return (head, key.Sign(TreeHead.Type, head));
    }

    internal string SignStatus(string number, string status, IReadOnlyList<long> entries, long size) => key.Sign(
        StatusStatement.Type, new StatusStatement(
            settings.OwnAddress, number, status, entries, size, clock.GetUtcNow().ToUnixTimeSeconds()));
}
