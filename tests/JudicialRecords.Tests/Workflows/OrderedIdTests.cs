using Civic.JudicialRecords.Requests;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Workflows;

/// <summary>Steps of one moment keep their order: sent comes before asked to pay, whatever their time says.</summary>
public sealed class OrderedIdTests
{
    [Fact]
    public void Next_FasterThanTheClock_AlwaysGreaterForDatabasesAndForUs()
    {
        var ids = Enumerable.Range(0, 20_000).Select(_ => OrderedId.Next()).ToList();

        ids.ShouldBe(ids.Order());
        ids.Select(i => i.ToString()).ShouldBe(ids.Select(i => i.ToString()).Order(StringComparer.Ordinal));
        ids.ShouldBeUnique();
        ids.ShouldAllBe(i => i.Version == 7 && i.Variant >= 8 && i.Variant <= 11);
    }

    [Fact]
    public void Next_OnSeveralThreads_NeverTwice()
    {
        var ids = new System.Collections.Concurrent.ConcurrentBag<Guid>();
        Parallel.For(0, 20_000, _ => ids.Add(OrderedId.Next()));

        ids.Distinct().Count().ShouldBe(20_000);
    }

    [Fact]
    public void History_AskedToPayInTheMomentOfSending_EndsWithTheQuestion()
    {
        var at = new DateTimeOffset(2026, 11, 23, 5, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < 200; i++)
        {
            var changes = new[] { DossierState.Registered, DossierState.PaymentAsked }.Select(to => new StateChange
            {
                DossierId = Guid.Empty,
                At = at,
                From = null,
                To = to,
                Actor = "subject",
            }).ToList();

            changes.OrderBy(c => c.At).ThenBy(c => c.Id).Last().To.ShouldBe(DossierState.PaymentAsked);
        }
    }
}
