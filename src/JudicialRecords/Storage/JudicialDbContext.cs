using System.Reflection;
using Civic.JudicialRecords.AfterIssue;
using Civic.JudicialRecords.Attachments;
using Civic.JudicialRecords.Certificates;
using Civic.JudicialRecords.Certificates.Approvals;
using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Delivery;
using Civic.JudicialRecords.Delivery.Results;
using Civic.JudicialRecords.Feedback;
using Civic.JudicialRecords.Misuse;
using Civic.JudicialRecords.PaperCopies;
using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Payments;
using Civic.JudicialRecords.Policies.Changes;
using Civic.JudicialRecords.Ratings;
using Civic.JudicialRecords.Records;
using Civic.JudicialRecords.Reports.Portal;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Settlement;
using Civic.JudicialRecords.VneidApplication;
using Civic.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Storage;

/// <summary>The Department of Justice's own database.</summary>
internal sealed class JudicialDbContext(DbContextOptions<JudicialDbContext> options) : CivicDbContext(options)
{
    public DbSet<Dossier> Dossiers => Set<Dossier>();

    public DbSet<StateChange> StateChanges => Set<StateChange>();

    public DbSet<RequestDraft> RequestDrafts => Set<RequestDraft>();

    public DbSet<PaymentOrder> PaymentOrders => Set<PaymentOrder>();

    public DbSet<Receipt> Receipts => Set<Receipt>();

    public DbSet<PaymentEntry> PaymentEntries => Set<PaymentEntry>();

    public DbSet<PaymentNotice> PaymentNotices => Set<PaymentNotice>();

    public DbSet<Attachment> Attachments => Set<Attachment>();

    public DbSet<PolicyChange> PolicyChanges => Set<PolicyChange>();

    public DbSet<PolicyText> PolicyTexts => Set<PolicyText>();

    public DbSet<FeedbackNote> FeedbackNotes => Set<FeedbackNote>();

    public DbSet<FeedbackFile> FeedbackFiles => Set<FeedbackFile>();

    public DbSet<Rating> Ratings => Set<Rating>();

    public DbSet<PaperCopy> PaperCopies => Set<PaperCopy>();

    public DbSet<Message> Messages => Set<Message>();

    public DbSet<RegisterAnswer> RegisterAnswers => Set<RegisterAnswer>();

    public DbSet<StaffAct> StaffActs => Set<StaffAct>();

    public DbSet<Proposal> Proposals => Set<Proposal>();

    public DbSet<ProposedCertificate> ProposedCertificates => Set<ProposedCertificate>();

    public DbSet<ReservedNumber> ReservedNumbers => Set<ReservedNumber>();

    public DbSet<Certificate> Certificates => Set<Certificate>();

    public DbSet<StoredDocument> StoredDocuments => Set<StoredDocument>();

    public DbSet<Paper> Papers => Set<Paper>();

    public DbSet<PaperFile> PaperFiles => Set<PaperFile>();

    public DbSet<ResultDelivery> ResultDeliveries => Set<ResultDelivery>();

    public DbSet<PortalRun> PortalRuns => Set<PortalRun>();

    public DbSet<PortalFinding> PortalFindings => Set<PortalFinding>();

    public DbSet<Complaint> Complaints => Set<Complaint>();

    public DbSet<LedgerEntry> LedgerEntries => Set<LedgerEntry>();

    public DbSet<Announcement> Announcements => Set<Announcement>();

    public DbSet<GivenCode> VneidCodes => Set<GivenCode>();

    public DbSet<TakenPost> VneidPosts => Set<TakenPost>();

    public DbSet<MisuseReport> MisuseReports => Set<MisuseReport>();

    /// <summary>Both databases' own, in questions only: bytes from a place on, the first being 1.</summary>
    internal static byte[] Substr(byte[] content, int from, int length) =>
        throw new System.Diagnostics.UnreachableException($"Not asked of a database: {from}, {length}.");

    protected override void MapEntities(ModelBuilder model)
    {
        model.HasDbFunction(typeof(JudicialDbContext).GetMethod(
            nameof(Substr), BindingFlags.Static | BindingFlags.NonPublic)!).HasName("substr").IsBuiltIn();
        MapDossiers(model);
        model.Entity<RequestDraft>().HasKey(d => d.Subject);
        MapMoney(model);
        model.Entity<Attachment>().HasKey(a => a.Id);
        model.Entity<PolicyChange>().HasKey(c => c.Id);
        model.Entity<PolicyText>().HasKey(t => t.Digest);
        model.Entity<FeedbackNote>(n =>
        {
            n.HasKey(x => x.Id);
            n.Property(x => x.Version).IsConcurrencyToken();
        });
        model.Entity<FeedbackFile>(f =>
        {
            f.HasKey(x => x.Id);
            f.HasOne<FeedbackNote>().WithMany().HasForeignKey(x => x.NoteId);
        });
        model.Entity<Rating>().HasKey(r => r.DossierId);
        model.Entity<PaperCopy>().HasKey(c => c.DossierId);
        model.Entity<Message>(m =>
        {
            m.HasKey(x => x.Id);
            m.Property(x => x.Version).IsConcurrencyToken();
        });
        model.Entity<RegisterAnswer>().HasKey(a => a.Id);
        model.Entity<StaffAct>().HasKey(a => a.Id);
        model.Entity<Proposal>(p =>
        {
            p.HasKey(x => x.ListDigest);
            p.HasMany(x => x.Items).WithOne().HasForeignKey(i => i.ListDigest).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<ProposedCertificate>(i =>
        {
            i.HasKey(x => new { x.ListDigest, x.DossierId });
            i.HasOne(x => x.File).WithOne().HasForeignKey<ProposedFile>(f => new { f.ListDigest, f.DossierId });
            i.Navigation(x => x.File).IsRequired();
            i.ToTable("proposed_certificates");
        });
        model.Entity<ProposedFile>(f =>
        {
            f.HasKey(x => new { x.ListDigest, x.DossierId });
            f.ToTable("proposed_certificates");
        });
        model.Entity<ReservedNumber>().HasKey(n => new { n.DossierId, n.Year });
        model.Entity<Certificate>().HasKey(c => c.DossierId);
        MapPapers(model);
        model.Entity<StoredDocument>().HasKey(d => new { d.DossierId, d.Kind });
    }

    private static void MapDossiers(ModelBuilder model)
    {
        model.Entity<Dossier>(d =>
        {
            d.HasKey(x => x.Id);
            d.Property(x => x.Version).IsConcurrencyToken();
            d.Property(x => x.FeeTraceJson).HasConversion<PackedColumn>();
            d.Property(x => x.ResultJson).HasConversion<PackedColumn>();
            d.HasMany(x => x.History).WithOne().HasForeignKey(c => c.DossierId);
        });
        model.Entity<StateChange>(c =>
        {
            c.HasKey(x => x.Id);
            // Ids are made here; EF would otherwise take a set id for a row that exists.
            c.Property(x => x.Id).ValueGeneratedNever();
        });
    }

    /// <summary>Papers, what follows from them, and the money.</summary>
    private static void MapPapers(ModelBuilder model)
    {
        model.Entity<Paper>(p =>
        {
            p.HasKey(x => x.Id);
            p.Property(x => x.Version).IsConcurrencyToken();
        });
        model.Entity<ResultDelivery>(r =>
        {
            r.HasKey(x => x.Id);
            r.Property(x => x.Version).IsConcurrencyToken();
        });
        model.Entity<PortalRun>(r =>
        {
            r.HasKey(x => x.Id);
            r.Property(x => x.Version).IsConcurrencyToken();
        });
        model.Entity<PortalFinding>().HasKey(f => new { f.RunId, f.DossierId });
        model.Entity<Complaint>(c =>
        {
            c.HasKey(x => x.Id);
            c.Property(x => x.Version).IsConcurrencyToken();
        });
        model.Entity<LedgerEntry>(e =>
        {
            e.HasKey(x => x.Id);
            e.Ignore(x => x.Position);
        });
        model.Entity<PaperFile>(f =>
        {
            f.HasKey(x => new { x.PaperId, x.Stage });
            f.HasOne<Paper>().WithMany().HasForeignKey(x => x.PaperId);
        });
        model.Entity<Announcement>().HasKey(a => a.Id);
        model.Entity<GivenCode>().HasKey(c => c.Code);
        model.Entity<TakenPost>().HasKey(p => new { p.Code, p.Digest });
        model.Entity<MisuseReport>().HasKey(r => r.Subject);
    }

    private static void MapMoney(ModelBuilder model)
    {
        model.Entity<PaymentOrder>(o =>
        {
            o.HasKey(x => x.Id);
            o.Property(x => x.Version).IsConcurrencyToken();
        });
        model.Entity<Receipt>(r =>
        {
            r.HasKey(x => x.Number);
            // So that an order taken at the counter is inserted before its receipt.
            r.HasOne<PaymentOrder>().WithMany().HasForeignKey(x => x.OrderId);
        });
        model.Entity<PaymentEntry>(e =>
        {
            e.HasKey(x => x.Id);
            e.HasOne<PaymentOrder>().WithMany().HasForeignKey(x => x.OrderId);
        });
        model.Entity<PaymentNotice>().HasKey(n => n.Id);
    }
}
