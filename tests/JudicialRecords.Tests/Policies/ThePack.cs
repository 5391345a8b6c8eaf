using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Policies.Changes;
using Civic.JudicialRecords.Tests.Web.Staff;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.JudicialRecords.Tests.Policies;

/// <summary>The packs that ship.</summary>
internal static class ThePack
{
    internal static readonly PolicyPack Hanoi = PolicyLoader.Load("hanoi");

    internal static readonly PolicyPack Chronology = PolicyLoader.Load("hanoi-chronology");

    /// <summary>The file as it ships.</summary>
    internal static readonly string Text = Read();

    internal static RefundRule Refunds => Hanoi.Refunds.Rows[0];

    /// <summary>Another rule on what goes back, from the first day on.</summary>
    internal static PolicyPack With(RefundRule refunds) => new()
    {
        Name = Hanoi.Name,
        Text = Hanoi.Text,
        Digest = Hanoi.Digest,
        Title = Hanoi.Title,
        Fees = Hanoi.Fees,
        Support = Hanoi.Support,
        Authorities = Hanoi.Authorities,
        Deadlines = Hanoi.Deadlines,
        Forms = Hanoi.Forms,
        Limits = Hanoi.Limits,
        Refunds = new([refunds]),
        Expungement = Hanoi.Expungement,
        Calendar = Hanoi.Calendar,
    };

    private static string Read()
    {
        using var stream = typeof(PolicyPack).Assembly.GetManifestResourceStream("policies/hanoi.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Stores a change of the pack as two persons would have and lets the host take it up.</summary>
    internal static async Task ChangeAsync(StaffHouse house, string content, string note)
    {
        await house.QueryAsync(d =>
        {
            d.PolicyChanges.Add(new PolicyChange
            {
                Name = "hanoi",
                Content = content,
                Note = note,
                ProposedBy = "a",
                ProposedByName = "A",
                ProposedAt = house.Clock.GetUtcNow(),
                ConfirmedBy = "b",
                ConfirmedByName = "B",
                ConfirmedAt = house.Clock.GetUtcNow(),
                Ordinal = 7,
            });
            return d.SaveChangesAsync();
        });
        await house.Judicial.Services.GetRequiredService<PolicyWatch>().LookAsync(default);
    }
}
