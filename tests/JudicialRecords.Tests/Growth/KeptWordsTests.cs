using System.Data.Common;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Civic.JudicialRecords.Fees;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.JudicialRecords.Tests.VneidApplication;
using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.Sandbox;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Growth;

/// <summary>How words are kept with a dossier, and that rows from before say the same.</summary>
public sealed class KeptWordsTests
{
    private const string Nothing = "chưa có giấy tờ hay nội dung nào mới";

    private static readonly JsonSerializerOptions Escaped =
        new(LawJson.Options) { Encoder = JavaScriptEncoder.Default };

    [Theory, ClassData(typeof(Databases))]
    public async Task Create_VietnameseLetters_AreKeptAsTheyAre(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        using var caller = new Caller(house, TheClients.Another);
        await caller.CreateAsync(SomeRequest.Of(await caller.CodeAsync()));

        var (declaration, trace) = await house.QueryAsync(RawAsync);

        declaration.ShouldContain($"\"Name\":\"{Personas.ById("an").Name}\"");
        declaration.ShouldNotContain("\\u");
        declaration.ShouldNotContain("null");
        trace[0].ShouldBe((byte)1);
        trace.Length.ShouldBeLessThan(400);
        PackedText.Read(trace).ShouldContain("\"vi\":\"Thông tư 244/2016/TT-BTC: mức phí cho một lần, một người\"");
        (await house.QueryAsync(d => d.Dossiers.CountAsync(x => x.FeeTraceJson != "{}"))).ShouldBe(1);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Supplement_DeclarationFromBefore_IsComparedAsWhatItStates(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        using var caller = new Caller(house, TheClients.Another);
        var request = SomeRequest.Of(await caller.CodeAsync()).With("toKhai.thongTinAnTich", "\"Chưa từng bị kết án\"");
        await caller.CreateAsync(request);
        var dossier = await house.QueryAsync(d => d.Dossiers.AsNoTracking().SingleAsync());
        var before = JsonSerializer.Serialize(DeclarationText.Read(dossier.DeclarationJson));
        await house.QueryAsync(d => d.Dossiers.ExecuteUpdateAsync(s => s.SetProperty(x => x.DeclarationJson, before)));
        await new StaffSteps(house).DoesAsync("tiep-nhan", dossier.Id, "ask-supplement", reason: "Ghi rõ nơi ở");

        var same = await caller.CreateAsync(request.DeepClone().AsObject().With("moi", "1"));
        var other = await caller.CreateAsync(request.With("toKhai.thongTinAnTich", "\"Chưa bị kết án lần nào\""));

        before.ShouldContain("\\u00E1n");
        same.ErrorDetail.ShouldContain(Nothing);
        other.StatusCode.ShouldBe("00", other.ErrorDetail);
        (await house.QueryAsync(d => d.Attachments.CountAsync(a => a.DossierId == dossier.Id))).ShouldBe(1);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Read_TraceFromBefore_ComputesToTheSame(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        var id = await house.SubmittedAsync("an", CertificateKind.Number1, d => d with { PaperCopies = 13 });
        var kept = LawJson.Read<FeeRecord>((await house.DossierAsync(id)).FeeTraceJson);
        var before = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(kept, Escaped));
        await house.QueryAsync(d => d.Database.ExecuteSqlAsync($"UPDATE dossiers SET fee_trace_json = {before}"));

        var dossier = await house.DossierAsync(id);

        dossier.FeeTraceJson.ShouldContain("Th\\u00F4ng t\\u01B0 244/2016/TT-BTC");
        var read = LawJson.Read<FeeRecord>(dossier.FeeTraceJson);
        var again = FeeRules.Assess(read.Facts, PolicyLoader.Load(read.Assessment.Pack));
        LawJson.Write(again).ShouldBe(LawJson.Write(read.Assessment));
        LawJson.Write(read).ShouldBe(LawJson.Write(kept));
        ((FeeAssessment.Decided)again).Citizen.ShouldBe(dossier.FeeCitizen);
    }

    private static async Task<(string Declaration, byte[] Trace)> RawAsync(JudicialDbContext database)
    {
        await database.Database.OpenConnectionAsync();
        await using DbCommand command = database.Database.GetDbConnection().CreateCommand();
        command.CommandText = "SELECT declaration_json, fee_trace_json FROM dossiers";
        await using var row = await command.ExecuteReaderAsync();
        (await row.ReadAsync()).ShouldBeTrue();
        return (row.GetString(0), row.GetFieldValue<byte[]>(1));
    }
}
