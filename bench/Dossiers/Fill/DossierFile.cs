using System.Globalization;
using System.Security.Cryptography;
using Civic.JudicialRecords.Certificates;
using Civic.JudicialRecords.Certificates.Approvals;
using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Delivery;
using Civic.JudicialRecords.Delivery.Results;
using Civic.JudicialRecords.Fees;
using Civic.JudicialRecords.Payments;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Ratings;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Settlement;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Identity;

namespace Civic.Dossiers.Bench.Fill;

/// <summary>
/// One dossier with all its rows, changed by the service's own rules: workflow, fee, payment, books, ledger. Only the
/// files are stand-ins of some hundred bytes; no page that is measured reads them.
/// </summary>
internal sealed class DossierFile
{
    private static readonly TimeSpan Proof = TimeSpan.FromDays(5 * 365);
    private readonly Rows _rows;
    private readonly Series _series;
    private readonly PolicyPack _pack;
    private readonly DateTimeOffset _now;
    /// <summary>Of the certificate, until it is issued.</summary>
    private readonly List<StoredDocument> _earlier = [];

    private PaymentOrder? _order;
    private Receipt? _receipt;
    private Certificate? _certificate;

    internal DossierFile(Rows rows, Series series, PolicyPack pack, DateTimeOffset now, Application application)
    {
        (_rows, _series, _pack, _now) = (rows, series, pack, now);
        Declaration = application.Declaration;
        var day = application.At.DateInVietnam();
        var name = string.Create(CultureInfo.InvariantCulture, $"dossier:{day:yyyy-MM-dd}");
        Dossier = new Dossier
        {
            Code = DossierCode.Make(pack.Authorities.On(day).AgencyCode, day, series.Next(name)).Value,
            RequesterSubject = $"bench-{Declaration.Person.Number}",
            RequesterNumber = CitizenId.Parse(Declaration.Requester.Number),
            PersonNumber = CitizenId.Parse(Declaration.Person.Number),
            PersonNameKey = PlainName.Of(Declaration.Person.Name),
            Kind = Declaration.Kind,
            DeclarationJson = DeclarationText.Write(Declaration),
            Channel = application.Channel,
            RequesterLevel = AssuranceLevel.Level2,
            SubmittedAt = application.At,
        };
        Dossier.Register(Dossier.RequesterSubject);
        Assess(application);
        Store(DocumentKind.Declaration, application.At);
    }

    internal Dossier Dossier { get; }

    internal Declaration Declaration { get; }

    /// <summary>A step of the workflow, with the line of the working file where a member of staff takes it.</summary>
    internal void Does(
        DossierEvent what, string subject, DateTimeOffset at, string? act = null, string? reason = null)
    {
        Dossier.Must(what, new(subject, at, reason));
        if (act is not null)
        {
            _rows.Add(new StaffAct
            {
                DossierId = Dossier.Id,
                At = at,
                Action = act,
                Actor = subject,
                ActorName = "Cán bộ Mẫu",
                ActorTitle = "Chuyên viên",
                Reason = reason,
            });
        }
    }

    internal PaymentOrder AskFee(DateTimeOffset at)
    {
        Does(DossierEvent.FeeAsked, Dossier.RequesterSubject, at);
        _order = PaymentRules.NewOrder(Dossier, at, Money.Zero);
        return _order;
    }

    internal void Pay(PaymentOrder order, DateTimeOffset at)
    {
        (order.GatewayPaymentId, order.PayUrl) = ($"bench-{order.Id:N}", "http://localhost/bench");
        // Asked today already: the gateway of the sandbox has never heard of it.
        order.AskedAt = _now;
        Hear(GatewayStatus.Paid, order, at);
    }

    /// <summary>Where something is held, it goes back as the service would have it.</summary>
    internal void GiveBack(DateTimeOffset at)
    {
        if (_order is { Status: PaymentStatus.Paid } paid)
        {
            Hear(GatewayStatus.Refunded, paid, at);
        }
    }

    internal void AskRegisters(string officer, DateTimeOffset at)
    {
        Dossier.RecordsFetchedAt = at;
        _rows.AddRange(CaseFile.Required.Select(register => new Civic.JudicialRecords.Records.RegisterAnswer
        {
            DossierId = Dossier.Id,
            Register = register,
            Outcome = KeptAnswers.Nothing,
            ContentJson = LawJson.Write(new KeptNothing(register, at)),
            At = at,
        }));
        Dossier.ResultJson = LawJson.Write(Judge(at.DateInVietnam()));
        _rows.Add(new StaffAct
        {
            DossierId = Dossier.Id,
            At = at,
            Action = "records.fetched",
            Actor = officer,
            ActorName = "Cán bộ Mẫu",
            ActorTitle = "Chuyên viên",
        });
    }

    /// <summary>Approved by the director, and signed with their key in the same minute.</summary>
    internal void Approve(DateTimeOffset at)
    {
        Does(DossierEvent.Approved, "bench-director", at, "certificate.approved");
        var day = at.DateInVietnam();
        var authority = _pack.Authorities.On(day);
        var value = _series.Next(CertificateNumber.Series(day.Year));
        var number = new CertificateNumber(day.Year, value, authority.NumberSuffix);
        _rows.Add(new ReservedNumber { DossierId = Dossier.Id, Year = day.Year, Value = value });
        var signer = CertificateWording.Signer("Giám đốc Mẫu", authority.HeadTitle, authority);
        var content = CanonicalContent.Of(CertificateWording.Write(new CertificateFacts
        {
            Declaration = Declaration,
            Findings = Judge(day).Findings,
            Bans = [],
            Number = number.Printed,
            IssueDate = day,
            Signer = signer,
        }, _pack));
        var salt = CanonicalContent.NewSalt();
        _certificate = new Certificate
        {
            DossierId = Dossier.Id,
            PrintedNumber = number.Printed,
            AddressNumber = number.InAddresses,
            IssueDate = day,
            SigningTime = at,
            ContentJson = content,
            Salt = salt,
            ContentDigest = CanonicalContent.Digest(content, salt),
            VerificationAddress = $"http://localhost/v/{number.InAddresses}",
            Profile = "judicial-person",
            SignerName = signer.Name,
            SignerTitle = string.Join(", ", signer.Titles),
        };
        _earlier.Add(File(DocumentKind.CertificateRendered, at));
        Dossier.Must(DossierEvent.PersonSigned, new("system", at.AddSeconds(2)));
        _earlier.Add(File(DocumentKind.CertificateSigned, at.AddSeconds(2)));
    }

    /// <summary>From the clerk's order to the result that has reached everybody.</summary>
    internal void Seal(DateTimeOffset at)
    {
        Does(DossierEvent.SealOrdered, "bench-clerk", at, "seal.ordered");
        Dossier.Must(DossierEvent.IssuingBegun, new("system", at.AddSeconds(1)));
        var bytes = Store(DocumentKind.CertificateSealed, at.AddSeconds(1));
        _earlier.Clear();
        _certificate!.Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        _certificate.VerifiableUntil = _now + Proof;
        _certificate.IssuedAt = at.AddSeconds(2);
        Dossier.Must(DossierEvent.Issued, new("system", at.AddSeconds(2)));
        Store(DocumentKind.CertificateReceipt, at.AddSeconds(2));
        Dossier.Must(DossierEvent.Returned, new("system", at.AddSeconds(3)));
        _rows.AddRange(Enum.GetValues<ResultTarget>().Select(target => new ResultDelivery
        {
            DossierId = Dossier.Id,
            Target = target,
            Kind = ResultKind.Result,
            CreatedAt = at.AddSeconds(3),
            SentAt = at.AddSeconds(5),
            Attempts = 1,
            LastAnswer = "00",
        }));
    }

    internal void Rate(RatingLevel level, DateTimeOffset at) =>
        _rows.Add(new Rating { DossierId = Dossier.Id, Level = level, At = at });

    /// <summary>Told, booked and written down: what the service's workers would have done by now.</summary>
    internal void Close()
    {
        foreach (var change in Dossier.History)
        {
            change.ToldAt = change.At;
            _rows.Add(change);
            _rows.AddRange(new[] { MessageChannel.VneidInbox, MessageChannel.Sms }.Select(channel => new Message
            {
                DossierId = Dossier.Id,
                StateChangeId = change.Id,
                Channel = channel,
                CreatedAt = change.At,
                SentAt = change.At.AddSeconds(1),
                Attempts = 1,
            }));
        }

        _rows.AddRange(_earlier);
        _rows.AddRange(Ledger.Missing(Dossier, booked: null, _pack, _now));
        Dossier.BookedVersion = Dossier.Version;
        if (!Dossier.IsOpen && _order is { Status: PaymentStatus.Paid } kept)
        {
            kept.KeptAt = _now;
        }

        _rows.AddRange(new object?[] { Dossier, _order, _receipt, _certificate }.OfType<object>());
    }

    private void Assess(Application application)
    {
        var facts = application.Facts;
        var assessment = FeeRules.Assess(facts, _pack);
        var trace = LawJson.Write(new FeeRecord(facts, assessment));
        if (assessment is not FeeAssessment.Decided fee)
        {
            throw new InvalidOperationException("Nothing is claimed here that would have to be judged.");
        }

        Dossier.Assess(fee.List, fee.Waived, fee.City, fee.Citizen, trace, decided: true);
    }

    /// <summary>A word of the gateway, with receipt and line in the books.</summary>
    private void Hear(GatewayStatus word, PaymentOrder order, DateTimeOffset at)
    {
        var before = order.Held;
        PaymentRules.Apply(order, Dossier, word, order.Amount, at, Dossier.FeeCitizen);
        var number = order.Held == Money.Zero ? null : NextReceipt(at);
        foreach (var line in PaymentLines.For(order, before, _receipt, number, new(PaymentRules.Gateway, at)))
        {
            _rows.Add(line.Entry);
            _receipt = line.Issued ?? _receipt;
        }

        order.ReceiptNumber = number ?? order.ReceiptNumber;
    }

    private string NextReceipt(DateTimeOffset at)
    {
        var year = at.DateInVietnam().Year;
        var number = _series.Next(string.Create(CultureInfo.InvariantCulture, $"receipt:{year}"));
        return string.Create(CultureInfo.InvariantCulture, $"BL-{year}-{number:D7}");
    }

    private Civic.JudicialRecords.Expungement.ConvictionResult Judge(DateOnly day) =>
        Civic.JudicialRecords.Expungement.ExpungementRules.Judge(
            [], BirthDate.From(Declaration.Person.BirthDate), day, _pack);

    private byte[] Store(DocumentKind kind, DateTimeOffset at)
    {
        var file = File(kind, at);
        _rows.Add(file);
        return file.Content;
    }

    private StoredDocument File(DocumentKind kind, DateTimeOffset at)
    {
        var content = new byte[200];
        Dossier.Id.TryWriteBytes(content);
        content[^1] = (byte)kind;
        return new StoredDocument { DossierId = Dossier.Id, Kind = kind, Content = content, StoredAt = at };
    }
}
