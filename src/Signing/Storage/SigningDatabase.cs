using Civic.Shared.Storage;
using Civic.Signing.Approvals;
using Civic.Signing.Issuance;
using Civic.Signing.Issuance.MerkleLog;
using Civic.Signing.Renewal;
using Civic.Signing.Seal;
using Civic.Signing.Seal.Batches;
using Civic.Signing.Statements;
using Microsoft.EntityFrameworkCore;

namespace Civic.Signing.Storage;

/// <summary>Seals, the issuance log and the public statement keys. Documents are never kept.</summary>
internal sealed class SigningDatabase(DbContextOptions<SigningDatabase> options) : CivicDbContext(options)
{
    public DbSet<SealRecord> Seals => Set<SealRecord>();

    public DbSet<SealBatchRecord> SealBatches => Set<SealBatchRecord>();

    public DbSet<EvidenceRecord> Evidence => Set<EvidenceRecord>();

    public DbSet<ExtensionRecord> Extensions => Set<ExtensionRecord>();

    public DbSet<IssuedDocument> Issuances => Set<IssuedDocument>();

    public DbSet<StatusDecision> StatusDecisions => Set<StatusDecision>();

    public DbSet<StatementKeyRecord> StatementKeys => Set<StatementKeyRecord>();

    public DbSet<Approval> Approvals => Set<Approval>();

    public DbSet<LogEntry> LogEntries => Set<LogEntry>();

    public DbSet<LogNode> LogNodes => Set<LogNode>();

    public DbSet<WitnessKey> WitnessKeys => Set<WitnessKey>();

    public DbSet<WitnessedHead> WitnessedHeads => Set<WitnessedHead>();

    protected override void MapEntities(ModelBuilder model)
    {
        model.Entity<SealRecord>(e =>
        {
            e.ToTable("seals").HasKey(s => new { s.Client, s.IdempotencyKey });
            e.Property(s => s.Level).HasConversion(new LevelText());
        });
        model.Entity<SealBatchRecord>().ToTable("seal_batches").HasKey(b => new { b.Client, b.IdempotencyKey });
        model.Entity<ExtensionRecord>().ToTable("extensions").HasKey(e => new { e.Client, e.IdempotencyKey });
        model.Entity<EvidenceRecord>().ToTable("evidence").HasKey(e => e.Id);
        model.Entity<IssuedDocument>(e =>
        {
            e.ToTable("issuances").HasKey(i => i.Number);
            e.Property(i => i.Status).HasConversion(new IssuanceStatusText()).IsConcurrencyToken();
            e.Property(i => i.IssueDate).HasConversion(new DateText());
        });
        model.Entity<StatusDecision>(e =>
        {
            e.ToTable("status_decisions").HasKey(d => d.Id);
            e.Property(d => d.Status).HasConversion(new IssuanceStatusText());
            e.Property(d => d.DecisionDate).HasConversion(new DateText());
        });
        model.Entity<LogEntry>(e =>
        {
            e.ToTable("log_entries").HasKey(l => l.Index);
            e.Property(l => l.Index).HasColumnName("Idx").ValueGeneratedNever();
        });
        model.Entity<LogNode>(e =>
        {
            e.ToTable("log_nodes").HasKey(n => n.Id);
            e.Property(n => n.Id).ValueGeneratedNever();
        });
        model.Entity<WitnessedHead>(e =>
        {
            e.ToTable("witnessed_heads").HasKey(h => h.Size);
            e.Property(h => h.Size).ValueGeneratedNever();
        });
        model.Entity<WitnessKey>().ToTable("witness_keys").HasKey(k => k.Kid);
        model.Entity<Approval>(e =>
        {
            e.ToTable("approvals").HasKey(a => a.ListDigest);
            e.HasMany(a => a.Documents).WithOne().HasForeignKey(d => d.ListDigest);
        });
        model.Entity<ApprovedDocument>().ToTable("approved_documents").HasKey(d => new { d.ListDigest, d.Number });
        model.Entity<StatementKeyRecord>().ToTable("statement_keys").HasKey(k => k.Kid);
    }
}
