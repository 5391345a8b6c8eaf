using System.Text.Json.Serialization;

namespace Civic.HealthRecord.Sources.InsuranceClaims;

internal sealed record GatewayTokenRequest(string Username, string Password);

internal sealed record GatewayTokenReply(string? MaKetQua, [property: JsonPropertyName("APIKey")] GatewayKey? Key);

internal sealed record GatewayKey(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("id_token")] string IdToken,
    [property: JsonPropertyName("expires_in")] int ExpiresIn
);

/// <summary>
/// The gateway demands the name and number of the member of staff behind every look-up (document 1923/BHXH).
/// </summary>
internal sealed record GatewayLookUp(
    string MaThe,
    string HoTen,
    string NgaySinh,
    string HoTenCb,
    string CccdCb,
    string Token,
    [property: JsonPropertyName("id_token")] string IdToken
);

internal sealed record GatewayRecords(
    string? MaKetQua,
    string? MaThe,
    string? DuLieuDen,
    IReadOnlyList<GatewayRecord>? DsHoSo
);

internal sealed record GatewayRecord(
    [property: JsonPropertyName("maCSKCB")] string? Facility,
    [property: JsonPropertyName("fileHSBase64")] string? File
);
