using System.Globalization;
using Civic.JudicialRecords.Policies;

namespace Civic.JudicialRecords.Fees;

/// <summary>A simulation as a table and a bar chart of what the city pays, for a terminal.</summary>
internal static class SimulationTable
{
    private const int ChartWidth = 40;
    private static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi-VN");

    internal static void Write(FeeSimulation simulation, PolicyPack draft, TextWriter to)
    {
        to.WriteLine($"Dự thảo / draft: {draft.Title.Vi} / {draft.Title.En}");
        if (simulation.Months.Count == 0)
        {
            to.WriteLine("Không có hồ sơ nào trong khoảng này / no dossier in these days");
            return;
        }

        WriteRows(simulation, to);
        WriteLeftOut(simulation.Total, to);
        WriteChart(simulation, to);
    }

    private static void WriteRows(FeeSimulation simulation, TextWriter to)
    {
        to.WriteLine("Đồng; mỗi tháng: đã tính, rồi theo dự thảo / each month: as assessed, then by the draft");
        to.WriteLine(
            $"{"",-8}{"hồ sơ",8}{"thay đổi",10}{"chưa xét",10}{"ngoài",7}{"bỏ ra",10}"
                + $"{"mức phí",16}{"miễn, giảm",16}{"thành phố",16}{"công dân",16}");
        to.WriteLine(
            $"{"",-8}{"dossiers",8}{"changed",10}{"undecided",10}{"outside",7}{"left out",10}"
                + $"{"list",16}{"waived",16}{"city",16}{"citizen",16}");
        foreach (var month in simulation.Months)
        {
            WriteMonth(month.Month, month, to);
        }

        WriteMonth("tổng/sum", simulation.Total, to);
    }

    private static void WriteMonth(string name, SimulatedMonth month, TextWriter to)
    {
        to.WriteLine(
            $"{name,-8}{month.Dossiers,8}{month.Changed,10}{month.Undecided,10}{month.NotCovered,7}"
                + $"{month.NotOwed + month.IssuedAnew,10}"
                + Amounts(month.Stored));
        to.WriteLine($"{"",-53}{Amounts(month.Draft)}");
    }

    private static void WriteLeftOut(SimulatedMonth total, TextWriter to)
    {
        to.WriteLine(
            $"Bỏ ra: {total.NotOwed} hồ sơ bị từ chối, đã rút hoặc dừng, nên không phải chi trả; "
                + $"{total.IssuedAnew} hồ sơ cấp lại do sai sót của cơ quan, không thu phí. "
                + "Hồ sơ đang giải quyết được tính như sẽ hoàn thành.");
        to.WriteLine(
            $"Left out: {total.NotOwed} refused, withdrawn or stopped, for which nothing was owed; "
                + $"{total.IssuedAnew} issued anew for the agency's own error, free of charge. "
                + "Dossiers still open count as if they were completed.");
    }

    private static string Amounts(SimulatedAmounts amounts) => string.Create(
        Vietnamese,
        $"{amounts.List,16:N0}{amounts.Waived,16:N0}{amounts.City,16:N0}{amounts.Citizen,16:N0}");

    private static void WriteChart(FeeSimulation simulation, TextWriter to)
    {
        var most = Math.Max(1, simulation.Months.Max(m => Math.Max(m.Stored.City, m.Draft.City)));
        to.WriteLine();
        to.WriteLine("Thành phố chi trả / paid by the city   (░ đã tính / as assessed, █ dự thảo / draft)");
        foreach (var month in simulation.Months)
        {
            to.WriteLine(string.Create(
                Vietnamese, $"{month.Month,-8} {Bar('░', month.Stored.City, most)} {month.Stored.City:N0}"));
            to.WriteLine(string.Create(
                Vietnamese, $"{"",-8} {Bar('█', month.Draft.City, most)} {month.Draft.City:N0}"));
        }
    }

    private static string Bar(char ink, long value, long most) =>
        new string(ink, (int)Math.Round((double)value * ChartWidth / most)).PadRight(ChartWidth);
}
