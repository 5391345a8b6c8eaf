using System.Data.Common;
using Civic.IdentityBridge.Storage;

namespace Civic.IdentityBridge.Tokens;

/// <summary>Reads grants where an object mapper would cost more than the reading.</summary>
internal static class Grants
{
    /// <summary>In the order of <see cref="Read"/>.</summary>
    internal const string Select =
        "SELECT code_hash, client_id, subject, request, claims, expires_at, grant_id, represented "
        + "FROM authorization_grants WHERE ";

    internal const string StandsByGrantId = Select + "grant_id = @0 AND revoked_at IS NULL";

    internal static AuthorizationGrant Read(DbDataReader row) => new()
    {
        CodeHash = row.GetString(0),
        ClientId = row.GetString(1),
        Subject = row.GetString(2),
        Request = row.GetString(3),
        Claims = row.GetFieldValue<byte[]>(4),
        ExpiresAt = new DateTimeOffset(row.GetInt64(5), TimeSpan.Zero),
        GrantId = row.IsDBNull(6) ? null : row.GetString(6),
        Represented = row.IsDBNull(7) ? null : row.GetFieldValue<byte[]>(7),
    };
}
