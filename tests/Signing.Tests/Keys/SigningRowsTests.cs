using System.Buffers.Binary;
using System.Security.Cryptography;
using Civic.Signing.Keys;
using Shouldly;
using Xunit;

namespace Civic.Signing.Tests.Keys;

/// <summary>Callers that share a key under load: each gets its own answer, and none is forgotten.</summary>
public sealed class SigningRowsTests
{
    [Fact]
    public async Task Sign_ManyAtOnce_EachGetsTheSignatureOfItsOwnDigest()
    {
        var rows = new SigningRows(digest => SHA256.HashData(digest.Span));

        await Parallel.ForAsync(0, 5_000, Token, async (number, _) =>
            (await rows.SignAsync(Digest(number))).ShouldBe(SHA256.HashData(Digest(number))));
    }

    /// <summary>The last caller of a burst meets threads that are just about to stop.</summary>
    [Fact]
    public async Task Sign_BurstsOfEverySize_NobodyIsLeftWaiting()
    {
        var rows = new SigningRows(digest => digest.ToArray());
        for (var burst = 0; burst < 5_000; burst++)
        {
            var all = Enumerable.Range(0, 1 + (burst % (3 * SigningRows.Longest))).ToList();
            var signatures = await Task.WhenAll(all.Select(number => Task.Run(() => rows.SignAsync(Digest(number)))))
                .WaitAsync(TimeSpan.FromSeconds(30), Token);
            signatures.Select(s => BinaryPrimitives.ReadInt32BigEndian(s)).ShouldBe(all);
        }
    }

    [Fact]
    public async Task Sign_KeyRefusesOneDigest_OnlyItsCallerFails()
    {
        var rows = new SigningRows(digest => BinaryPrimitives.ReadInt32BigEndian(digest.Span) == 7
            ? throw new CryptographicException("not this one")
            : digest.ToArray());

        var all = Enumerable.Range(0, 20).Select(number => rows.SignAsync(Digest(number))).ToList();

        await Should.ThrowAsync<CryptographicException>(all[7]);
        (await Task.WhenAll(all.Where((_, number) => number != 7))).Length.ShouldBe(19);
    }

    [Fact]
    public async Task Sign_MoreCallersThanProcessors_NoMoreThreadsThanProcessors()
    {
        var (now, most) = (0, 0);
        var rows = new SigningRows(digest =>
        {
            InterlockedMost(Interlocked.Increment(ref now));
            Thread.SpinWait(50_000);
            Interlocked.Decrement(ref now);
            return digest.ToArray();
        });

        await Task.WhenAll(Enumerable.Range(0, 100).Select(number => Task.Run(() => rows.SignAsync(Digest(number)))));

        most.ShouldBeInRange(1, Environment.ProcessorCount);

        void InterlockedMost(int seen)
        {
            for (var known = most; seen > known; known = most)
            {
                Interlocked.CompareExchange(ref most, seen, known);
            }
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static byte[] Digest(int number)
    {
        var digest = new byte[32];
        BinaryPrimitives.WriteInt32BigEndian(digest, number);
        return digest;
    }
}
