using Civic.JudicialRecords.Delivery;
using Civic.JudicialRecords.Delivery.Results;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Delivery;

/// <summary>When a bite ends before all its calls are made.</summary>
public sealed class CallsTests
{
    private readonly PassingTime _time = new();
    private readonly Message[] _rows =
    [
        .. Enumerable.Range(0, 100).Select(_ => new Message
        {
            DossierId = Guid.NewGuid(),
            Channel = MessageChannel.Sms,
            CreatedAt = DateTimeOffset.UnixEpoch,
        }),
    ];

    [Fact]
    public async Task Run_EachCallTakesLong_NoneBeginsAfterTheTime()
    {
        var called = await RunAsync(1, _ =>
        {
            _time.Pass(TimeSpan.FromSeconds(6));
            return true;
        });

        called.Taken.Count.ShouldBe(4, "begun after 0, 6, 12 and 18 s");
        called.BrokenOff.ShouldBeFalse("what is left is due at once");
    }

    [Fact]
    public void Lease_OutlivesTheLongestBite()
    {
        var limit = MessageChannels.Limit > ResultChannels.Limit ? MessageChannels.Limit : ResultChannels.Limit;

        OutboxRow.Lease.ShouldBeGreaterThan(Calls.Longest + limit + TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Run_NothingIsTaken_BreaksOff(int atOnce)
    {
        var called = await RunAsync(atOnce, _ => false);

        called.Taken.Count.ShouldBeInRange(atOnce, (2 * atOnce) - 1);
        called.BrokenOff.ShouldBeTrue();
    }

    [Fact]
    public async Task Run_EverySecondIsRefused_GoesOnToTheEnd()
    {
        var called = await RunAsync(4, row => Array.IndexOf(_rows, row) % 2 == 0);

        called.Taken.Count.ShouldBe(100);
        called.Taken.Values.Count(t => t).ShouldBe(50);
        called.BrokenOff.ShouldBeFalse();
    }

    [Fact]
    public async Task Run_OneThrows_IsNotTakenAndTheOthersAre()
    {
        var called = await RunAsync(4, row => row == _rows[7] ? throw new KeyNotFoundException() : true);

        called.Taken.Where(t => !t.Value).Select(t => t.Key).ShouldBe([_rows[7]]);
        called.Taken.Count.ShouldBe(100);
    }

    [Fact]
    public async Task Run_TimeIsOver_WhatWentWithAListIsTakenAndNothingElseIsTried()
    {
        var called = await RunAsync(1, (row, stop) =>
        {
            _time.Pass(Calls.Longest);
            return Task.FromResult(Array.IndexOf(_rows, row) < 30);
        });

        called.Taken.Keys.ShouldBe(_rows[..30], ignoreOrder: true);
        called.Taken.Values.ShouldAllBe(t => t);
        called.BrokenOff.ShouldBeFalse();
    }

    [Fact]
    public async Task Run_HostStops_WaitsForWhatIsUnderWayAndBeginsNothing()
    {
        using var stopping = new CancellationTokenSource();
        var called = await RunAsync(1, async (row, stop) =>
        {
            stop.ThrowIfCancellationRequested();
            await stopping.CancelAsync();
            await Task.Delay(100, stop);
            return true;
        }, stopping.Token);

        called.Taken.Keys.ShouldBe(_rows[..1]);
    }

    private Task<Called> RunAsync(int atOnce, Func<Message, bool> call) => RunAsync(atOnce, async (row, stop) =>
    {
        await Task.Yield();
        stop.ThrowIfCancellationRequested();
        return call(row);
    });

    private Task<Called> RunAsync(
        int atOnce, Func<Message, CancellationToken, Task<bool>> call, CancellationToken stopping = default) =>
        new Calls(new DeliveryOptions { CallsAtOnce = atOnce }, _time, NullLogger<Calls>.Instance)
            .RunAsync(_rows.Select(r => new[] { r }), call, stopping);

    private sealed class PassingTime : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _ticks);

        internal void Pass(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
    }
}
