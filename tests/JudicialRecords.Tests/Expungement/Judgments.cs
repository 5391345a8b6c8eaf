using Civic.JudicialRecords.Records;

namespace Civic.JudicialRecords.Tests.Expungement;

/// <summary>Builders of judgments on intentional, less serious theft, unless said otherwise.</summary>
internal static class Judgments
{
    private static int _number;

    internal static DateOnly Day(string text) =>
        DateOnly.ParseExact(text, "dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture);

    internal static JudgmentFacts Prison(int months, string? done, string committed = "01/01/2015") =>
        Some(new(MainPenaltyKind.Prison, months, null, $"{months} tháng tù"), done, committed);

    internal static JudgmentFacts Some(MainPenalty main, string? done, string committed = "01/01/2015") => new()
    {
        Number = $"{Interlocked.Increment(ref _number)}/HSST",
        Date = Day(committed).AddMonths(3),
        Court = "Tòa án nhân dân quận Mẫu",
        State = JudgmentState.Final,
        Offences = [new("Trộm cắp tài sản", "173", 16, OffenceGravity.LessSerious, false, Day(committed))],
        Main = main,
        MainCompletion = done is null ? Completion.Unknown : Completion.Done(Day(done)),
        CourtFee = new("án phí 200.000 đ", Completion.Done(Day(committed).AddMonths(4))),
    };

    internal static JudgmentFacts Of(this JudgmentFacts judgment, Func<Offence, Offence> change) =>
        judgment with { Offences = [.. judgment.Offences.Select(change)] };
}
