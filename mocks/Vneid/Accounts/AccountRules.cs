using Civic.Sandbox;
using Civic.Shared.Web;

namespace Civic.Vneid.Accounts;

/// <summary>Whether VNeID lets a person in.</summary>
internal abstract record AccountAnswer
{
    private AccountAnswer()
    {
    }

    internal sealed record Opens(Persona Persona) : AccountAnswer;

    internal sealed record Refuses(Bilingual Why) : AccountAnswer;
}

internal static class AccountRules
{
    internal static AccountAnswer Of(Persona persona) => persona switch
    {
        { DiedOn: not null } => new AccountAnswer.Refuses(new(
            "Tài khoản này đã bị khóa vì cơ sở dữ liệu dân cư ghi nhận người này đã mất. Thân nhân có thể làm " +
            "thủ tục tại công an xã, phường.",
            "This account is blocked because the population register says that the person has died. Relatives " +
            "can go to the commune police.")),
        { Level: null } => new AccountAnswer.Refuses(new(
            "Người này chưa có tài khoản định danh điện tử. Trẻ dưới 14 tuổi do cha, mẹ hoặc người giám hộ thực " +
            "hiện thay.",
            "This person has no electronic identity account. A parent or guardian acts for a child under 14.")),
        _ => new AccountAnswer.Opens(persona),
    };

    /// <summary>The same words whether the number or the passcode is wrong: nobody learns who has an account.</summary>
    internal static AccountAnswer ByPasscode(string? number, string? passcode) =>
        Personas.ByNumber(number?.Trim() ?? "") is { } persona && persona.Passcode == passcode
            ? Of(persona)
            : new AccountAnswer.Refuses(new(
                "Số định danh hoặc mật mã không đúng. Hãy kiểm tra 12 chữ số và mật mã rồi thử lại.",
                "The ID number or the passcode is wrong. Check the 12 digits and the passcode and try again."));
}
