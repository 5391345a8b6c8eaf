using Civic.HealthRecord.Access;
using Civic.HealthRecord.Emergencies;
using Civic.HealthRecord.Summaries;
using Civic.Shared.Identity;
using Civic.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace Civic.HealthRecord.Storage;

/// <summary>The Department of Health's own database: who may read, who has read, and the signed summaries.</summary>
internal sealed class HealthDatabase(DbContextOptions<HealthDatabase> options) : CivicDbContext(options)
{
    public DbSet<RecordOwner> Owners => Set<RecordOwner>();

    public DbSet<Consent> Consents => Set<Consent>();

    public DbSet<Reading> Readings => Set<Reading>();

    public DbSet<EmergencyOpening> EmergencyOpenings => Set<EmergencyOpening>();

    public DbSet<MisuseReport> MisuseReports => Set<MisuseReport>();

    public DbSet<ActForChild> ActsForChildren => Set<ActForChild>();

    public DbSet<SignedSummary> Summaries => Set<SignedSummary>();

    protected override void MapEntities(ModelBuilder model)
    {
        model.Entity<RecordOwner>(owner =>
        {
            owner.HasKey(o => o.Id);
            owner.Property(o => o.BirthDate).HasConversion(date => date.ToString(), text => PartialDate.Parse(text));
        });
        model.Entity<Consent>().HasKey(c => c.Id);
        model.Entity<Reading>().HasKey(r => r.Id);
        model.Entity<EmergencyOpening>(opening =>
        {
            opening.HasKey(o => o.Id);
            opening.Property(o => o.Cause).HasConversion<string>();
            opening.Ignore(o => o.EndsAt);
        });
        model.Entity<MisuseReport>().HasKey(r => r.Id);
        model.Entity<ActForChild>().HasKey(a => a.Id);
        model.Entity<SignedSummary>(summary =>
        {
            summary.HasKey(s => s.Number);
            summary.Property(s => s.State).HasConversion<string>();
        });
    }
}
