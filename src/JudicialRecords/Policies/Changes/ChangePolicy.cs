using System.Text;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Audit;
using Civic.Shared.Hosting;
using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Civic.JudicialRecords.Policies.Changes;

/// <summary>One person proposes a pack, another puts it in force; both are audited, neither needs a restart.</summary>
internal sealed class ChangePolicy(
    JudicialDbContext database, PolicyInForce inForce, PolicyRisk risk, CurrentPerson person, TimeProvider clock)
{
    private const int Largest = 1024 * 1024;

    internal async Task<Bilingual?> ProposeAsync(IFormFile? file, string? note, CancellationToken cancellation)
    {
        if (note?.Trim() is not { Length: >= 10 and <= 2000 } why)
        {
            return new("Ghi lý do và căn cứ pháp lý của thay đổi, từ 10 ký tự.",
                "Write the reason and legal basis of the change, 10 characters or more.");
        }

        if (file is null || file.Length is 0 or > Largest)
        {
            return new("Chọn tệp bộ quy định (.json, tối đa 1 MB).", "Choose the pack's file (.json, up to 1 MB).");
        }

        using var reader = new StreamReader(file.OpenReadStream(), new UTF8Encoding(false, true));
        var content = await reader.ReadToEndAsync(cancellation);
        if (WhyNot(content, out var pack) is { } wrong)
        {
            return wrong;
        }

        database.PolicyChanges.Add(new PolicyChange
        {
            Name = pack!.Name,
            Content = content,
            Note = why,
            ProposedBy = person.Subject,
            ProposedByName = person.Name,
            ProposedAt = clock.GetUtcNow(),
        });
        database.Audit(clock, person.Subject, "policy.proposed", pack.Name);
        await database.SaveChangesAsync(cancellation);
        return null;
    }

    internal async Task<Bilingual?> ConfirmAsync(Guid id, CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var change = await database.PolicyChanges.SingleOrDefaultAsync(c => c.Id == id, cancellation);
        if (change is not { IsOpen: true })
        {
            return new("Đề xuất này không còn chờ xác nhận.", "This proposal is not waiting any more.");
        }

        if (change.ProposedBy == person.Subject)
        {
            database.Audit(clock, person.Subject, "policy.confirmed", change.Name, "civic:judicial:two-persons");
            await database.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
            return new("Người đề xuất không được tự xác nhận. Hãy để người khác có thẩm quyền xác nhận.",
                "Whoever proposed it can't confirm it. Let another authorized person do that.");
        }

        // What was fine when it was proposed may not be by the rules of a newer program.
        if (WhyNot(change.Content, out _) is { } wrong)
        {
            return wrong;
        }

        change.Ordinal = await database.NextAsync("policy-change", cancellation);
        (change.ConfirmedBy, change.ConfirmedByName) = (person.Subject, person.Name);
        change.ConfirmedAt = clock.GetUtcNow();
        database.Audit(clock, person.Subject, "policy.confirmed", $"{change.Name}#{change.Ordinal}");
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        await inForce.RefreshAsync(database, clock, cancellation);
        return null;
    }

    internal async Task WithdrawAsync(Guid id, CancellationToken cancellation)
    {
        var change = await database.PolicyChanges.SingleOrDefaultAsync(c => c.Id == id, cancellation);
        if (change is { IsOpen: true })
        {
            change.WithdrawnAt = clock.GetUtcNow();
            database.Audit(clock, person.Subject, "policy.withdrawn", change.Name);
            await database.SaveChangesAsync(cancellation);
        }
    }

    private Bilingual? WhyNot(string content, out PolicyPack? pack)
    {
        try
        {
            pack = PolicyLoader.Parse(Encoding.UTF8.GetBytes(content), "tệp / file");
            return risk.WhyNot(pack);
        }
        catch (StartupRefusal refusal)
        {
            pack = null;
            return new(
                $"Bộ quy định không áp dụng được. {refusal.Message}", $"No law to be applied. {refusal.Message}");
        }
    }
}

/// <summary>Production works by an assumption only where the operator has accepted it in the configuration.</summary>
internal sealed class PolicyRisk(CivicSettings settings, IConfiguration configuration)
{
    internal Bilingual? WhyNot(PolicyPack pack) =>
        settings.IsProduction
        && pack.Assumption is not null
        && configuration["Civic:PolicyAssumptionAccepted"] != "true"
            ? new("Bộ quy định dựa trên một giả định chưa được chấp nhận trong cấu hình vận hành.",
                "The pack rests on an assumption that the configuration does not accept.")
            : null;
}
