using System.Numerics;
using Civic.Documents.Reading;
using Civic.Signing.Statements.Qr;
using Civic.Signing.Tests.Stage;
using Shouldly;
using Xunit;

namespace Civic.Signing.Tests.Issuance;

/// <summary>The QR code of a document is read out of the file by a reader of its own.</summary>
public sealed class QrSymbolTests
{
    /// <summary>Every version from 1 to 27 and every mask occurs among these.</summary>
    [Theory]
    [InlineData(1, 60)]
    [InlineData(60, 300)]
    [InlineData(300, 700)]
    [InlineData(700, 1125)]
    public void Read_EveryLength_SaysWhatWasWritten(int from, int to)
    {
        for (var length = from; length < to; length += 7)
        {
            var text = string.Concat(Enumerable.Range(0, length).Select(i => (char)('!' + ((i * 37) + length) % 90)));

            TextsOf(Some.Certificate("1", qr: text)).ShouldBe([text], $"{length} characters");
        }
    }

    [Fact]
    public void Read_Vietnamese_SaysWhatWasWritten() =>
        TextsOf(Some.Certificate("1", qr: "Phiếu lý lịch tư pháp số 1: ở đây")).ShouldBe(
            ["Phiếu lý lịch tư pháp số 1: ở đây"]);

    [Fact]
    public void Read_NoSymbolOrNoise_NothingAndNoError()
    {
        TextsOf(Some.Certificate("1")).ShouldBeEmpty();
        for (var size = 0; size < 200; size++)
        {
            // As good as chance: 64 patterns a size, so that every mask is met with every version.
            for (var seed = 0; seed < 64; seed++)
            {
                Should.NotThrow(() => QrSymbol.Read(size, (x, y) => BitOperations.PopCount(
                    (uint)(((x + seed) * 2654435761) ^ ((y + size) * 40503) ^ (x * y * seed))) % 2 == 1));
            }
        }
    }

    private static IReadOnlyList<string> TextsOf(byte[] pdf) =>
        PdfFile.TryRead(pdf, out var file, out _) ? QrInFile.TextsOf(file) : throw new ArgumentException("no PDF");
}
