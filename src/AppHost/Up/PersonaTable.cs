using System.Text.Encodings.Web;
using System.Text.Json;
using Civic.Sandbox;
using Spectre.Console;

namespace Civic.AppHost.Up;

/// <summary>Who lives in the sandbox and what each one shows.</summary>
internal static class PersonaTable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal static void Write()
    {
        var table = new Table().AddColumns("Id", "Số định danh", "Mã", "Họ tên", "Vai trò", "Cho thấy", "Shows");
        foreach (var p in Personas.All)
        {
            table.AddRow(p.Id, p.Number.Value, p.Level is null ? "-" : p.Passcode, Markup.Escape(p.Name),
                string.Join(", ", p.Staff?.Roles ?? []), Markup.Escape(p.ShowsVi), Markup.Escape(p.ShowsEn));
        }

        AnsiConsole.Write(table);
    }

    internal static void WriteJson() => Console.WriteLine(JsonSerializer.Serialize(
        Personas.All.Select(p => new PersonaRow(
            p.Id, p.Number.Value, p.Level is null ? null : p.Passcode, p.Name, p.Staff?.Roles ?? [],
            p.ShowsVi, p.ShowsEn)),
        Json));

    private sealed record PersonaRow(
        string Id, string NationalId, string? Passcode, string Name, string[] Roles, string ShowsVi, string ShowsEn);
}
