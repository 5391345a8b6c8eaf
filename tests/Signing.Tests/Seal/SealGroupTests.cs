using Civic.Signing.Storage;
using Civic.Signing.Tests.Stage;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Civic.Signing.Tests.Seal;

/// <summary>What a batch reads and keeps together, and that nobody can tell but by the number of commits.</summary>
public sealed class SealGroupTests
{
    private const string Person = "judicial-person";
    private const string Agency = "judicial-agency";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Databases))]
    public async Task AgencyBatch_AfterThePersons_SealedAndTheUnsignedOneRefused(DatabaseKind kind)
    {
        var stage = await SigningStage.SharedAsync(kind);
        var parts = Parts(4);
        var signed = await stage.BatchAsync(Some.Number(), Person, parts);
        var sent = parts.Select(p => p with { Key = $"{p.Number}:agency", Content = signed[p.Key].Pdf! }).ToList();
        sent[1] = sent[1] with { Content = parts[1].Content };
        // The right bytes under the number of another document.
        sent[2] = sent[2] with { Number = Some.Number() };
        var batchKey = Some.Number();

        var sealedOnes = await stage.BatchAsync(batchKey, Agency, sent, "Agency");
        var again = await stage.BatchAsync(batchKey, Agency, sent, "Agency");

        sealedOnes[sent[1].Key].Code.ShouldBe("civic:signing:order");
        sealedOnes[sent[2].Key].Code.ShouldBe("civic:signing:order");
        foreach (var part in new[] { sent[0], sent[3] })
        {
            (await stage.ValidateAsync(sealedOnes[part.Key].Pdf!)).Verdict().ShouldBe("TOTAL-PASSED");
            again[part.Key].Pdf.ShouldBe(sealedOnes[part.Key].Pdf);
            (await stage.AuditsAsync(part.Number)).ShouldBe([("document.sealed", "ok"), ("document.sealed", "ok")]);
        }

        // Each refusal is an event of its own, each time.
        (await stage.AuditsAsync(sent[2].Number)).ShouldBe(
            [("document.seal-refused", "civic:signing:order"), ("document.seal-refused", "civic:signing:order")]);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task TwoBatches_OfTheSameDocumentsAtOnce_OneSealOfEachAndTheSameBytes(DatabaseKind kind)
    {
        var stage = await SigningStage.SharedAsync(kind);
        var parts = Parts(24);

        var both = await Task.WhenAll(
            stage.BatchAsync(Some.Number(), Person, parts), stage.BatchAsync(Some.Number(), Person, parts));
        using var single = await stage.SealAsync(
            parts[5].Content, Person, "CompetentPerson", parts[5].Number, parts[5].Key);

        parts.ShouldAllBe(p => both[0][p.Key].Pdf!.SequenceEqual(both[1][p.Key].Pdf!));
        (await single.Content.ReadAsByteArrayAsync(Cancel)).ShouldBe(both[0][parts[5].Key].Pdf);
        foreach (var part in parts)
        {
            (await stage.AuditsAsync(part.Number)).ShouldBe([("document.sealed", "ok")]);
        }
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Batch_OneSealCantBeKept_AllOthersAre(DatabaseKind kind)
    {
        await using var stage = await SigningStage.StartAsync(kind);
        var parts = Parts(20);
        var spoilt = parts[9];
        var batchKey = Some.Number();
        await ExecuteAsync(stage, kind == DatabaseKind.Postgres
            ? $"ALTER TABLE seals ADD CONSTRAINT spoilt CHECK (number <> '{spoilt.Number}')"
            : $"CREATE TRIGGER spoilt BEFORE INSERT ON seals WHEN NEW.number = '{spoilt.Number}' "
                + "BEGIN SELECT RAISE(ABORT, 'spoilt'); END");

        // What can't be kept is not given out: the answer ends without its last boundary.
        await Should.ThrowAsync<Exception>(() => stage.BatchAsync(batchKey, Person, parts));
        var kept = await Task.WhenAll(parts.Select(p => stage.AuditsAsync(p.Number)));
        await ExecuteAsync(stage, kind == DatabaseKind.Postgres
            ? "ALTER TABLE seals DROP CONSTRAINT spoilt" : "DROP TRIGGER spoilt");
        var again = await stage.BatchAsync(batchKey, Person, parts);

        parts.Where((_, i) => kept[i].Count == 0).ShouldBe([spoilt]);
        again.Values.ShouldAllBe(r => r.Pdf != null);
        foreach (var part in parts)
        {
            (await stage.AuditsAsync(part.Number)).ShouldBe([("document.sealed", "ok")]);
        }
    }

    [Fact]
    public async Task Batch_OfMany_ShareTransactions()
    {
        var stage = await SigningStage.SharedAsync(DatabaseKind.Postgres);
        var parts = Parts(64);
        await stage.BatchAsync(Some.Number(), Person, parts);

        var numbers = parts.Select(p => p.Number).ToArray();
        await using var scope = stage.Signing.Services.CreateAsyncScope();
        var transactions = await scope.ServiceProvider.GetRequiredService<SigningDatabase>().Database
            .SqlQuery<string>($"SELECT DISTINCT xmin::text AS \"Value\" FROM seals WHERE number = ANY ({numbers})")
            .ToListAsync(Cancel);

        // With nothing else to do some five; a busy machine makes more of them.
        transactions.Count.ShouldBeLessThan(48);
    }

    private static List<BatchPart> Parts(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => BatchPart.Of(Some.Number()))];

    private static async Task ExecuteAsync(SigningStage stage, string sql)
    {
        await using var scope = stage.Signing.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SigningDatabase>().Database.ExecuteSqlRawAsync(sql, Cancel);
    }
}
