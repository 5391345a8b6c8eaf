using Civic.JudicialRecords.Fees;
using Civic.Shared.Web;

namespace Civic.JudicialRecords.Web.Citizen;

/// <summary>Names of the classes of Circular 244/2016/TT-BTC as a citizen reads them.</summary>
internal static class ClassNames
{
    internal static Bilingual Of(FeeClass feeClass) => feeClass switch
    {
        FeeClass.Child => new("Trẻ em", "Child"),
        FeeClass.Elderly => new("Người cao tuổi", "Elderly"),
        FeeClass.Disabled => new("Người khuyết tật", "Disabled"),
        FeeClass.PoorHousehold => new("Người thuộc hộ nghèo", "Poor household"),
        FeeClass.DifficultCommune => new("Cư trú tại xã đặc biệt khó khăn, biên giới, an toàn khu",
            "Resident of a specially difficult, border or safe-zone commune"),
        FeeClass.Student => new("Học sinh, sinh viên", "Student"),
        FeeClass.Merit => new("Người có công với cách mạng", "Person with meritorious service"),
        FeeClass.MartyrRelative => new("Thân nhân liệt sỹ", "Relative of a martyr"),
        _ => throw new System.Diagnostics.UnreachableException("A class of the circular without a name."),
    };
}
