using System.Text;
using Civic.Shared.Audit;
using Civic.Shared.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Civic.Shared.Storage;

/// <summary>
/// What every service's database has: audit events, data-protection keys and sign-in sessions, snake_case names and
/// the storage form of the domain's value types. Schemas come from numbered SQL files, never from this model.
/// </summary>
public abstract class CivicDbContext : DbContext
{
    /// <summary>
    /// What can't be saved gives its transaction up as a whole: there is no point to go back to, so that none is set
    /// at every save.
    /// </summary>
    protected CivicDbContext(DbContextOptions options)
        : base(options) => Database.AutoSavepointsEnabled = false;

    public DbSet<AuditEvent> AuditEvents => Set<AuditEvent>();

    public DbSet<ProtectionKey> ProtectionKeys => Set<ProtectionKey>();

    public DbSet<SignInSession> SignInSessions => Set<SignInSession>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();
        configurationBuilder.Properties<Money>().HaveConversion<DongAmount>();
        configurationBuilder.Properties<CitizenId>().HaveConversion<CitizenIdText>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<AuditEvent>().HasKey(e => e.Id);
        modelBuilder.Entity<ProtectionKey>().HasKey(k => k.FriendlyName);
        modelBuilder.Entity<SignInSession>().HasKey(s => s.Key);
        MapEntities(modelBuilder);
        UseSnakeCase(modelBuilder);
    }

    /// <summary>The service's own entities: keys, relations, conversions.</summary>
    protected abstract void MapEntities(ModelBuilder model);

    private static void UseSnakeCase(ModelBuilder model)
    {
        foreach (var entity in model.Model.GetEntityTypes())
        {
            if (!entity.IsOwned())
            {
                entity.SetTableName(SnakeCase(entity.GetTableName() ?? entity.ClrType.Name));
            }

            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(SnakeCase(property.GetColumnName()));
            }
        }
    }

    private static string SnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && !char.IsUpper(name[i - 1]) && name[i - 1] != '_')
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }

    /// <summary>Both databases order and compare whole numbers alike; SQLite can't order offsets.</summary>
    private sealed class UtcTicks()
        : ValueConverter<DateTimeOffset, long>(
            time => time.UtcTicks,
            ticks => new DateTimeOffset(ticks, TimeSpan.Zero)
        );

    private sealed class DongAmount() : ValueConverter<Money, long>(money => money.Dong, dong => new Money(dong));

    private sealed class CitizenIdText()
        : ValueConverter<CitizenId, string>(id => id.Value, text => CitizenId.Parse(text));
}
