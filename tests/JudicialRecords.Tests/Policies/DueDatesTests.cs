using System.Globalization;
using Civic.JudicialRecords.Policies;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Policies;

public sealed class DueDatesTests
{
    [Theory]
    [InlineData("2024-06-03T09:00", nameof(DeadlineTrack.Ordinary), "2024-06-13")]
    [InlineData("2024-06-05T09:00", nameof(DeadlineTrack.Ordinary), "2024-06-17")] // day 10 is a Saturday
    [InlineData("2024-06-03T09:00", nameof(DeadlineTrack.Extended), "2024-06-18")]
    [InlineData("2024-08-23T09:00", nameof(DeadlineTrack.Ordinary), "2024-09-04")] // day 10 is 02/09, a holiday
    [InlineData("2024-01-30T09:00", nameof(DeadlineTrack.Ordinary), "2024-02-15")] // day 10 falls into Tết
    [InlineData("2024-04-19T09:00", nameof(DeadlineTrack.Ordinary), "2024-05-02")] // 29/04 was swapped for 04/05
    [InlineData("2024-04-24T09:00", nameof(DeadlineTrack.Ordinary), "2024-05-04")] // and 04/05, a Saturday, was worked
    public void Compute_CalendarDays_EndOnAWorkingDay(string received, string track, string due) =>
        Due(received, Enum.Parse<DeadlineTrack>(track))
            .At.DateTime.ShouldBe(DateTime.Parse(due + "T17:00", CultureInfo.InvariantCulture));

    [Fact]
    public void Compute_LateInTheEveningUtc_CountsTheVietnameseDay()
    {
        var received = new DateTimeOffset(2024, 6, 3, 18, 30, 0, TimeSpan.Zero); // 01:30 on 4 June in Vietnam

        DueDates.Compute(received, DeadlineTrack.Ordinary, ThePack.Hanoi).At.Day.ShouldBe(14);
    }

    [Fact]
    public void Compute_Urgent_IsDueTwentyFourHoursLater()
    {
        var received = new DateTimeOffset(2024, 9, 1, 8, 15, 0, TimeSpan.FromHours(7));

        DueDates.Compute(received, DeadlineTrack.Urgent, ThePack.Hanoi).At.ShouldBe(received.AddHours(24));
    }

    [Fact]
    public void Compute_PastTheDecreedHolidays_IsMarkedUnconfirmed()
    {
        Due("2024-06-03T09:00", DeadlineTrack.Ordinary).Confirmed.ShouldBeTrue();
        Due("2026-12-28T09:00", DeadlineTrack.Ordinary).Confirmed.ShouldBeFalse();
    }

    [Fact]
    public void AddWorkingDays_OverTheLongestHoliday_CountsOnlyDaysWorked()
    {
        ThePack.Hanoi.Calendar.AddWorkingDays(new(2024, 2, 7), 1).ShouldBe(new DateOnly(2024, 2, 15));
        ThePack.Hanoi.Calendar.AddWorkingDays(new(2024, 5, 3), 1).ShouldBe(new DateOnly(2024, 5, 4));
    }

    [Fact]
    public void Compute_AnyDayOfThreeYears_IsDueOnAWorkingDayNotBeforeTheLimit()
    {
        for (var day = new DateOnly(2024, 1, 1); day < new DateOnly(2026, 12, 1); day = day.AddDays(1))
        {
            var received = new DateTimeOffset(day, new TimeOnly(9, 0), TimeSpan.FromHours(7));
            var due = DateOnly.FromDateTime(
                DueDates.Compute(received, DeadlineTrack.Ordinary, ThePack.Hanoi).At.DateTime
            );

            due.ShouldBeGreaterThanOrEqualTo(day.AddDays(10));
            ThePack.Hanoi.Calendar.IsWorkingDay(due).ShouldBeTrue();
        }
    }

    private static DueDate Due(string received, DeadlineTrack track) =>
        DueDates.Compute(
            new(DateTime.Parse(received, CultureInfo.InvariantCulture), TimeSpan.FromHours(7)),
            track,
            ThePack.Hanoi
        );
}
