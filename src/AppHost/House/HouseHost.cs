namespace Civic.AppHost.House;

/// <summary>One host of the house: its name in configuration, its project and its port above the base.</summary>
internal sealed record HouseHost(string Name, string Project, int Offset, bool IsMock, string Vi, string En)
{
    internal static readonly IReadOnlyList<HouseHost> All =
    [
        new("identity", "src/IdentityBridge", 1, false, "Cầu định danh", "Identity bridge"),
        new("judicial", "src/JudicialRecords", 2, false, "Phiếu lý lịch tư pháp", "Judicial records"),
        new("health", "src/HealthRecord", 3, false, "Sổ sức khỏe điện tử", "Health record"),
        new("signing", "src/Signing", 4, false, "Ký số và xác thực", "Signing and verification"),
        new("vneid", "mocks/Vneid", 11, true, "VNeID (giả lập)", "VNeID (mock)"),
        new("registers", "mocks/NationalRegisters", 12, true, "CSDL quốc gia (giả lập)", "National registers (mock)"),
        new("portal", "mocks/NationalPortal", 13, true, "Cổng quốc gia (giả lập)", "National portal (mock)"),
        new("payments", "mocks/Payments", 14, true, "Thanh toán (giả lập)", "Payments (mock)"),
        new("messages", "mocks/Messages", 15, true, "Tin nhắn (giả lập)", "Messages (mock)"),
        new("trust", "mocks/TrustServices", 16, true, "Dịch vụ tin cậy (giả lập)", "Trust services (mock)"),
    ];
}
