using System.Security.Cryptography;
using System.Text;
using Civic.JudicialRecords.Expungement;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Growth;

public sealed class PackedTextTests
{
    /// <summary>Packed once and for all: "{"vi":"Thông tư 244/2016/TT-BTC: một lần"}".</summary>
    private const string Once = "0123AE0900ABF3956A01";

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("\u0001{}")]
    [InlineData("{\"vi\":\"giả định: áp dụng quy định năm 2024\",\"en\":\"𝄞 assumption\"}")]
    public void Read_Packed_IsTheSameText(string text) => PackedText.Read(PackedText.Pack(text)).ShouldBe(text);

    [Fact]
    public void Read_PackedAnything_IsTheSameText()
    {
        var chance = new Chance(20261123);
        var words = Encoding.UTF8.GetString(PackedText.Words);
        for (var i = 0; i < 300; i++)
        {
            var text = string.Concat(Enumerable.Range(0, chance.Below(40)).Select(_ => chance.Below(3) == 0
                ? new string((char)(1 + chance.Below(0xD000)), chance.Below(60))
                : words.Substring(chance.Below(words.Length - 200), chance.Below(200))));

            PackedText.Read(PackedText.Pack(text)).ShouldBe(text);
        }
    }

    [Fact]
    public void Read_TextFromBefore_IsTakenAsItIs() =>
        PackedText.Read("{\"vi\":\"Thông tư\"}"u8.ToArray()).ShouldBe("{\"vi\":\"Thông tư\"}");

    /// <summary>Whatever library packs one day: what was packed before is read.</summary>
    [Fact]
    public void Read_PackedLongAgo_IsReadForEver() => PackedText.Read(Convert.FromHexString(Once))
        .ShouldBe("{\"vi\":\"Thông tư 244/2016/TT-BTC: một lần\"}");

    [Fact]
    public void Words_NumberOne_NeverChange() => Convert.ToHexStringLower(SHA256.HashData(PackedText.Words))
        .ShouldBe("1138b590b8798d92357013aa56e6e0dd32872b515e0a8576b0d78066e4a5f1a2");

    [Theory]
    [InlineData("hanoi")]
    [InlineData("hanoi-chronology")]
    public void Pack_ResultOfARulePack_TakesAFifth(string pack)
    {
        var result = LawJson.Write(ExpungementRules.Judge(
            [], BirthDate.Of(new(1980, 2, 1)), new(2025, 12, 1), PolicyLoader.Load(pack)));

        PackedText.Pack(result).Length.ShouldBeLessThan(Encoding.UTF8.GetByteCount(result) / 5);
    }
}
