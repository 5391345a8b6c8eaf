using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Web.Citizen;

internal static class FeeText
{
    /// <summary>+200.000 đ or −200.000 đ, with the true minus sign.</summary>
    internal static string Signed(Money amount) =>
        amount < Money.Zero ? $"−{Money.Zero - amount}" : $"+{amount}";
}
