namespace Civic.JudicialRecords.Papers;

/// <summary>
/// An official paper (văn bản) beside the certificates: what it says is fixed when it is asked for or approved, then
/// workers have it rendered, signed, sealed and entered in the issuance log. The row is the queue
/// (<see cref="PaperTurns"/>).
/// </summary>
internal sealed class Paper
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Null where the paper is about no single dossier.</summary>
    public Guid? DossierId { get; init; }

    public required PaperKind Kind { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>Pairwise subject of whoever drafted it.</summary>
    public required string AskedBy { get; init; }

    public required string AskedByName { get; init; }

    public string? Reason { get; init; }

    /// <summary>
    /// What a decision supplements or corrects, word by word; the new day of an apology; the receipt that a notice
    /// cancels.
    /// </summary>
    public string? Wording { get; init; }

    /// <summary>Whether a new certificate is to be made, free of charge, once the decision is issued.</summary>
    public bool WithNewCertificate { get; init; }

    public Guid? NewDossierId { get; set; }

    /// <summary>yyyy-MM of a monthly statement.</summary>
    public string? Period { get; init; }

    public string? PrintedNumber { get; set; }

    public string? AddressNumber { get; set; }

    public DateOnly? IssueDate { get; set; }

    /// <summary>A <see cref="PaperContent"/>.</summary>
    public string? ContentJson { get; set; }

    public string? Salt { get; set; }

    public string? ContentDigest { get; set; }

    public string? VerificationAddress { get; set; }

    /// <summary>The key of the competent person; null where the agency's seal is the only signature.</summary>
    public string? Profile { get; set; }

    /// <summary>Nonce of the login by which the competent person approves it.</summary>
    public string? ListDigest { get; set; }

    public string? ListSalt { get; set; }

    public string? Proposer { get; set; }

    public DateTimeOffset? SigningTime { get; set; }

    public string? ApprovedBy { get; set; }

    public DateTimeOffset? ApprovedAt { get; set; }

    /// <summary>The decision by which whoever approved it was competent on that day.</summary>
    public string? Competence { get; set; }

    public DateTimeOffset? RenderedAt { get; set; }

    public DateTimeOffset? PersonSignedAt { get; set; }

    /// <summary>The clerk, or the standing order by its id.</summary>
    public string? SealOrderedBy { get; set; }

    public DateTimeOffset? SealOrderedAt { get; set; }

    public DateTimeOffset? SealedAt { get; set; }

    /// <summary>Of the sealed file, hexadecimal.</summary>
    public string? Sha256 { get; set; }

    public DateTimeOffset? VerifiableUntil { get; set; }

    public DateTimeOffset? RenewalTriedAt { get; set; }

    /// <summary>Since then it stands in the issuance log and the citizen has it.</summary>
    public DateTimeOffset? IssuedAt { get; set; }

    /// <summary>A draft that was not approved, a receipt that was cancelled before its seal.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>When everything that follows from an issued decision was set going.</summary>
    public DateTimeOffset? EffectiveAt { get; set; }

    public string? WaitsFor { get; set; }

    public DateTimeOffset? RetryAt { get; set; }

    public DateTimeOffset? ClaimedUntil { get; set; }

    public int Attempts { get; set; }

    public int Version { get; set; }
}

internal enum PaperKind
{
    /// <summary>Giấy tiếp nhận hồ sơ và hẹn trả kết quả.</summary>
    AppointmentSlip = 1,

    /// <summary>Thông báo từ chối (Art. 49).</summary>
    RefusalNotice = 2,

    /// <summary>Phiếu xin lỗi và hẹn lại ngày trả kết quả.</summary>
    Apology = 3,

    /// <summary>Biên lai điện tử: its number is the receipt's own.</summary>
    Receipt = 4,

    /// <summary>Thông báo hủy biên lai điện tử; <see cref="Paper.Wording"/> is the receipt's number.</summary>
    ReceiptCancellation = 5,

    /// <summary>Quyết định bổ sung (Art. 50).</summary>
    Supplement = 11,

    /// <summary>Quyết định đính chính.</summary>
    Correction = 12,

    /// <summary>Quyết định thu hồi.</summary>
    Revocation = 13,

    /// <summary>Quyết định hủy bỏ.</summary>
    Cancellation = 14,

    /// <summary>Bảng kê kinh phí Thành phố hỗ trợ trong tháng.</summary>
    SettlementStatement = 21,
}

/// <summary>A paper's file as it was rendered, signed by the person, sealed by the agency.</summary>
internal sealed class PaperFile
{
    public required Guid PaperId { get; init; }

    public required PaperStage Stage { get; init; }

    public required byte[] Content { get; init; }

    public required DateTimeOffset StoredAt { get; init; }
}

internal enum PaperStage
{
    Rendered = 1,
    Signed = 2,
    Sealed = 3,

    /// <summary>What goes with it, such as the list of a statement; not a PDF.</summary>
    Attachment = 4,
}

/// <summary>Whose turn a paper is.</summary>
internal enum PaperTurn
{
    Nobody,
    Leader,
    Rendering,
    PersonSignature,
    Clerk,
    AgencySeal,
}

internal static class PaperTurns
{
    internal static PaperTurn Of(Paper paper) => paper switch
    {
        { IssuedAt: not null } or { ClosedAt: not null } => PaperTurn.Nobody,
        { ApprovedAt: null } when paper.Kind.NeedsPerson() => PaperTurn.Leader,
        { RenderedAt: null } => PaperTurn.Rendering,
        { PersonSignedAt: null } when paper.Kind.NeedsPerson() => PaperTurn.PersonSignature,
        { SealOrderedAt: null } => PaperTurn.Clerk,
        _ => PaperTurn.AgencySeal,
    };

    /// <summary>Whether the competent person signs before the agency's seal (Decree 30/2020 Art. 5).</summary>
    internal static bool NeedsPerson(this PaperKind kind) => kind >= PaperKind.Supplement;

    /// <summary>Whether it changes an issued certificate (Art. 50).</summary>
    internal static bool ChangesCertificate(this PaperKind kind) =>
        kind is PaperKind.Supplement or PaperKind.Correction or PaperKind.Revocation or PaperKind.Cancellation;

    /// <summary>Whether another entry of the issuance log has a new status from it on.</summary>
    internal static bool ChangesStatus(this PaperKind kind) =>
        kind.ChangesCertificate() || kind == PaperKind.ReceiptCancellation;
}
