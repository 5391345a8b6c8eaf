using System.Text.Json;
using Civic.AppHost.House;
using Civic.Shared.Identity;

namespace Civic.AppHost.Bench.Dossiers;

/// <summary>What there is to look for: a few hundred dossiers from everywhere in the table.</summary>
internal sealed record DossierSample(
    DateOnly Today, IReadOnlyList<string> Codes, IReadOnlyList<string> People, IReadOnlyList<string> Names,
    IReadOnlyList<string> Numbers)
{
    private const int Size = 400;

    internal static async Task<DossierSample> ReadAsync(string data, string? postgres, CancellationToken cancellation)
    {
        await using var connection = await ServiceDatabase.OpenAsync(
            HouseHost.All.Single(h => h.Name == "judicial"), data, postgres, cancellation)
            ?? throw new HouseFailure("judicial has no database.");
        var rows = new List<(string Code, string Person, string Name, string? Number)>();
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 300;
        command.CommandText =
            "SELECT d.code, d.person_number, d.declaration_json, c.printed_number FROM dossiers d "
            + "LEFT JOIN certificates c ON c.dossier_id = d.id "
            + $"ORDER BY substr(d.person_number, 9, 4), d.code LIMIT {Size}";
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            using var declaration = JsonDocument.Parse(reader.GetString(2));
            rows.Add((reader.GetString(0), reader.GetString(1),
                declaration.RootElement.GetProperty("Person").GetProperty("Name").GetString()!,
                await reader.IsDBNullAsync(3, cancellation) ? null : reader.GetString(3)));
        }

        return new(TimeProvider.System.TodayInVietnam(), [.. rows.Select(r => r.Code)], [.. rows.Select(r => r.Person)],
            [.. rows.Select(r => r.Name)], [.. rows.Select(r => r.Number).OfType<string>()]);
    }
}
