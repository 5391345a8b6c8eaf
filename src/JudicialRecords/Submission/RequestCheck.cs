using System.Globalization;
using System.Net.Mail;
using System.Text.RegularExpressions;
using Civic.Documents.Layout;
using Civic.JudicialRecords.Fees;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;

namespace Civic.JudicialRecords.Submission;

/// <summary>Reads a typed form into a declaration, or says field by field what stands in the way.</summary>
internal static partial class RequestCheck
{
    private const int LongestText = 2000;

    /// <summary>Classes that nobody's birth date decides, so that a person may claim them.</summary>
    internal static readonly FeeClass[] Claimable =
    [
        FeeClass.Disabled,
        FeeClass.PoorHousehold,
        FeeClass.DifficultCommune,
        FeeClass.Student,
        FeeClass.Merit,
        FeeClass.MartyrRelative,
    ];

    internal static CheckedForm Check(
        RequestForm form,
        CertifiedPerson person,
        Requester requester,
        RequestLimits limits,
        DateOnly today,
        Channel channel = Channel.VneidOnline
    )
    {
        var problems = new List<FormProblem>();
        var kind = ReadKind(form, problems);
        var age = person.BirthDate.OldestOn(today);
        if (
            form.Kind is "1" or "2"
            && WhoMayAsk.WhyNot(requester.Relation, kind, age, channel, limits) is { } refused
        )
        {
            problems.Add(new("Kind", refused));
        }

        var residences = ResidenceHistory.Read(form, person.BirthDate, today, problems, requester.IsAgency);
        CheckContact(form, problems);
        var purpose = ReadPurpose(form, problems);
        var copies = ReadCopies(form, limits.MaxPaperCopies, problems);
        var delivery = ReadDelivery(form, copies, problems);
        CheckTexts(form, problems);
        if (problems.Count > 0)
        {
            return new CheckedForm.Rejected(problems);
        }

        return new CheckedForm.Accepted(
            new Declaration
            {
                Kind = kind,
                Requester = requester,
                Person = person with { Birthplace = form.Birthplace!.Trim(), OtherName = Trimmed(form.OtherName) },
                Phone = Digits().Replace(form.Phone!, ""),
                Email = Trimmed(form.Email),
                Residences = residences,
                OwnStatement = Trimmed(form.OwnStatement),
                ConfirmBan = kind == CertificateKind.Number2 || form.ConfirmBan == "yes",
                Purpose = purpose,
                PaperCopies = copies,
                Delivery = delivery,
                DeliveryAddress = delivery == PaperDelivery.Post ? Trimmed(form.DeliveryAddress) : null,
                RegisterErrors = RegisterFields.ReportsOf(form, person),
                ClaimedClass = ClaimOf(form)?.ToString(),
            }
        );
    }

    internal static FeeClass? ClaimOf(RequestForm form) =>
        Enum.TryParse<FeeClass>(form.ClaimedClass, out var claimed) && Claimable.Contains(claimed) ? claimed : null;

    private static CertificateKind ReadKind(RequestForm form, List<FormProblem> problems)
    {
        var isTwo = form.Kind == "2";
        if (form.Kind is not ("1" or "2"))
        {
            problems.Add(new("Kind", new("Chọn Phiếu số 1 hoặc Phiếu số 2.", "Choose certificate No. 1 or No. 2.")));
        }
        else if (!isTwo && form.ConfirmBan is not ("yes" or "no"))
        {
            problems.Add(
                new(
                    "ConfirmBan",
                    new(
                        "Chọn Có hoặc Không cho nội dung cấm đảm nhiệm chức vụ, thành lập, quản lý doanh nghiệp.",
                        "Choose yes or no for the confirmation about holding posts and managing enterprises."
                    )
                )
            );
        }

        return isTwo ? CertificateKind.Number2 : CertificateKind.Number1;
    }

    private static void CheckContact(RequestForm form, List<FormProblem> problems)
    {
        if (string.IsNullOrWhiteSpace(form.Birthplace))
        {
            problems.Add(
                new(
                    "Birthplace",
                    new(
                        "Nhập nơi sinh (tỉnh, thành phố hoặc quốc gia).",
                        "Enter the place of birth (province, city or country)."
                    )
                )
            );
        }

        if (!PhoneShape().IsMatch(Digits().Replace(form.Phone ?? "", "")))
        {
            problems.Add(
                new(
                    "Phone",
                    new(
                        "Nhập số điện thoại Việt Nam 10 chữ số, ví dụ 0912 345 678.",
                        "Enter a Vietnamese phone number of 10 digits, such as 0912 345 678."
                    )
                )
            );
        }

        if (!string.IsNullOrWhiteSpace(form.Email) && !MailAddress.TryCreate(form.Email.Trim(), out _))
        {
            problems.Add(
                new(
                    "Email",
                    new(
                        "Thư điện tử cần có dạng ten@vidu.vn, hoặc để trống.",
                        "Enter an e-mail address such as name@example.vn, or leave it empty."
                    )
                )
            );
        }
    }

    private static string ReadPurpose(RequestForm form, List<FormProblem> problems)
    {
        if (form.Purpose == Purposes.Other)
        {
            if (string.IsNullOrWhiteSpace(form.OtherPurpose))
            {
                problems.Add(new("OtherPurpose", new("Ghi rõ mục đích khác.", "Say what the other purpose is.")));
            }

            return form.OtherPurpose?.Trim() ?? "";
        }

        if (Purposes.NameOf(form.Purpose) is { } name)
        {
            return name.Vi;
        }

        problems.Add(new("Purpose", new("Chọn mục đích yêu cầu cấp Phiếu.", "Choose what the certificate is for.")));
        return "";
    }

    private static int ReadCopies(RequestForm form, int most, List<FormProblem> problems)
    {
        var given = string.IsNullOrWhiteSpace(form.PaperCopies) ? "0" : form.PaperCopies.Trim();
        if (int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var copies) && copies <= most)
        {
            return copies;
        }

        problems.Add(
            new(
                "PaperCopies",
                new(
                    $"Nhập số bản giấy từ 0 đến {most}. Nhập 0 nếu chỉ cần bản điện tử.",
                    $"Enter a number of paper copies from 0 to {most}; 0 if the electronic one is enough."
                )
            )
        );
        return 0;
    }

    private static PaperDelivery ReadDelivery(RequestForm form, int copies, List<FormProblem> problems)
    {
        if (copies == 0)
        {
            return PaperDelivery.None;
        }

        switch (form.Delivery)
        {
            case "counter":
                return PaperDelivery.Counter;
            case "post" when !string.IsNullOrWhiteSpace(form.DeliveryAddress):
                return PaperDelivery.Post;
            case "post":
                problems.Add(
                    new(
                        "DeliveryAddress",
                        new(
                            "Nhập địa chỉ nhận bản giấy qua bưu điện.",
                            "Enter the address to which the paper copies are posted."
                        )
                    )
                );
                return PaperDelivery.Post;
            default:
                problems.Add(
                    new(
                        "Delivery",
                        new(
                            "Chọn cách nhận bản giấy: tại Bộ phận Một cửa hoặc qua bưu điện.",
                            "Choose how to receive the paper copies: at the counter or by post."
                        )
                    )
                );
                return PaperDelivery.None;
        }
    }

    /// <summary>
    /// Everything typed ends in a document: not too long, and only letters that its typeface can print.
    /// </summary>
    private static void CheckTexts(RequestForm form, List<FormProblem> problems)
    {
        (string Field, string? Value)[] texts =
        [
            ("Birthplace", form.Birthplace),
            ("OtherName", form.OtherName),
            ("Email", form.Email),
            ("OwnStatement", form.OwnStatement),
            ("OtherPurpose", form.OtherPurpose),
            ("DeliveryAddress", form.DeliveryAddress),
            .. form.Reports.Select(r => ($"Reports[{r.Key}]", r.Value)),
            .. form.Residences.Select(
                (r, i) => ($"Residences[{i}].Place", (string?)(r.Place + r.Occupation + r.Workplace))
            ),
        ];
        foreach (var (field, value) in texts.Where(t => t.Value is not null))
        {
            if (value!.Length > LongestText)
            {
                problems.Add(
                    new(
                        field,
                        new(
                            $"Nội dung dài quá {LongestText} ký tự; hãy rút gọn.",
                            $"This is longer than {LongestText} characters; shorten it."
                        )
                    )
                );
            }
            else if (PrintableText.FirstWithoutGlyph(value) is { } unprintable)
            {
                var letter = char.ConvertFromUtf32(unprintable);
                problems.Add(
                    new(
                        field,
                        new(
                            $"Ký tự “{letter}” không in được trên tờ khai; hãy xóa hoặc thay ký tự đó.",
                            $"The character “{letter}” cannot be printed on the declaration; remove or replace it."
                        )
                    )
                );
            }
        }
    }

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    [GeneratedRegex(@"[\s.\-()]")]
    private static partial Regex Digits();

    [GeneratedRegex(@"^(?:0|\+84)\d{9}$")]
    private static partial Regex PhoneShape();
}

/// <summary>A form after checking.</summary>
internal abstract record CheckedForm
{
    private CheckedForm() { }

    internal sealed record Accepted(Declaration Declaration) : CheckedForm;

    internal sealed record Rejected(IReadOnlyList<FormProblem> Problems) : CheckedForm;
}
