using Civic.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace Civic.IdentityBridge.Storage;

internal sealed class IdentityDbContext(DbContextOptions<IdentityDbContext> options) : CivicDbContext(options)
{
    public DbSet<PushedRequest> PushedRequests => Set<PushedRequest>();

    public DbSet<LoginTransaction> LoginTransactions => Set<LoginTransaction>();

    public DbSet<AuthorizationGrant> AuthorizationGrants => Set<AuthorizationGrant>();

    public DbSet<Person> Persons => Set<Person>();

    public DbSet<PairwiseSubject> PairwiseSubjects => Set<PairwiseSubject>();

    public DbSet<SigningKey> SigningKeys => Set<SigningKey>();

    public DbSet<ServiceSession> ServiceSessions => Set<ServiceSession>();

    public DbSet<LogoutNotice> LogoutNotices => Set<LogoutNotice>();

    public DbSet<RefreshToken> RefreshTokens => Set<RefreshToken>();

    public DbSet<RevokedToken> RevokedTokens => Set<RevokedToken>();

    public DbSet<StoredLink> AccountLinks => Set<StoredLink>();

    public DbSet<AccountFreeze> AccountFreezes => Set<AccountFreeze>();

    public DbSet<SecurityEvent> SecurityEvents => Set<SecurityEvent>();

    public DbSet<DirectoryEntry> DirectoryEntries => Set<DirectoryEntry>();

    public DbSet<Facility> Facilities => Set<Facility>();

    public DbSet<PracticeCertificate> PracticeCertificates => Set<PracticeCertificate>();

    public DbSet<DirectoryProposal> DirectoryProposals => Set<DirectoryProposal>();

    protected override void MapEntities(ModelBuilder model)
    {
        model.Entity<PushedRequest>().HasKey(r => r.Hash);
        model.Entity<LoginTransaction>().HasKey(t => t.Id);
        model.Entity<AuthorizationGrant>().HasKey(g => g.CodeHash);
        model.Entity<Person>().HasKey(p => p.Id);
        model.Entity<PairwiseSubject>().HasKey(s => new { s.PersonId, s.Sector });
        model.Entity<SigningKey>().HasKey(k => k.Number);
        model.Entity<SigningKey>().Property(k => k.Number).ValueGeneratedNever();
        model.Entity<ServiceSession>().HasKey(s => s.Sid);
        model.Entity<LogoutNotice>().HasKey(n => n.Sid);
        model.Entity<RefreshToken>().HasKey(t => t.Hash);
        model.Entity<RevokedToken>().HasKey(t => t.TokenId);
        model.Entity<StoredLink>().HasKey(l => l.PersonId);
        model.Entity<StoredLink>().Property(l => l.Version).IsConcurrencyToken();
        model.Entity<AccountFreeze>().HasKey(f => f.Id);
        model.Entity<SecurityEvent>().HasKey(e => e.Jti);
        model.Entity<DirectoryEntry>().HasKey(e => e.Id);
        model.Entity<Facility>().HasKey(f => f.Code);
        model.Entity<PracticeCertificate>().HasKey(c => c.Number);
        model.Entity<DirectoryProposal>().HasKey(p => p.Id);
    }
}
