using Civic.Sandbox;

namespace Civic.NationalRegisters.Judicial;

/// <summary>What the judicial register holds of a persona; the shapes are those of its wire.</summary>
internal sealed record JudicialFile(Persona Person, object[] Judgments, object[] Bans);

/// <summary>
/// Everybody of the sandbox who has a file: an active conviction, one expunged and recorded, one of a namesake.
/// </summary>
internal static class JudicialFiles
{
    internal static IReadOnlyList<JudicialFile> All { get; } =
    [
        new(Personas.ById("binh"), [Fraud()], []),
        new(Personas.ById("cuong"), [Theft()], []),
        new(Personas.ById("nam-2"), [Gambling()], [Ban()]),
    ];

    internal static IEnumerable<JudicialFile> With(FurtherFiles further) =>
        All.Concat(further.Read().Where(f => f.Value.Judgments.Length + f.Value.Bans.Length > 0).Select(f =>
            new JudicialFile(Personas.ById(f.Key), [.. f.Value.Judgments], [.. f.Value.Bans])));

    /// <summary>Trần Thị Bình: 12 years, still served.</summary>
    private static object Fraud() =>
        new
        {
            Number = "86/2019/HS-ST",
            Date = "2019-06-20",
            Court = "Tòa án nhân dân thành phố Mẫu",
            State = "final",
            Offences = new[]
            {
                new
                {
                    Name = "Lừa đảo chiếm đoạt tài sản",
                    Article = "Điều 174 khoản 4",
                    Chapter = 16,
                    Gravity = "especially-serious",
                    Negligent = false,
                    CommittedOn = "2018-02-12",
                },
            },
            Main = new
            {
                Kind = "prison",
                Months = 144,
                ProbationMonths = (int?)null,
                Text = "12 năm tù",
            },
            MainCompletion = new { State = "not-done" },
            Civil = new
            {
                Text = "Bồi thường 350.000.000 đồng",
                Completion = new { State = "done", On = "2021-09-15" },
            },
            CourtFee = new
            {
                Text = "Án phí hình sự sơ thẩm 200.000 đồng",
                Completion = new { State = "done", On = "2019-12-02" },
            },
            Documents = new[]
            {
                Document("enforcement-decision", "112/QĐ-CA", "2019-08-05", "Tòa án nhân dân thành phố Mẫu"),
            },
        };

    /// <summary>Lê Văn Cường: 18 months served in 2014, expunged by certificate and recorded.</summary>
    private static object Theft() =>
        new
        {
            Number = "41/2012/HS-ST",
            Date = "2012-10-18",
            Court = "Tòa án nhân dân quận Mẫu",
            State = "final",
            Offences = new[]
            {
                new
                {
                    Name = "Trộm cắp tài sản",
                    Article = "Điều 138 khoản 1 Bộ luật Hình sự 1999",
                    Chapter = 14,
                    Gravity = "less-serious",
                    Negligent = false,
                    CommittedOn = "2012-05-03",
                },
            },
            Main = new
            {
                Kind = "prison",
                Months = 18,
                ProbationMonths = (int?)null,
                Text = "18 tháng tù",
            },
            Additional = new[]
            {
                new
                {
                    Kind = "fine",
                    Text = "Phạt bổ sung 5.000.000 đồng",
                    Completion = new { State = "done", On = "2013-03-01" },
                },
            },
            MainCompletion = new { State = "done", On = "2014-04-10" },
            CourtFee = new
            {
                Text = "Án phí hình sự sơ thẩm 200.000 đồng",
                Completion = new { State = "done", On = "2012-12-20" },
            },
            Expungement = new
            {
                Kind = "court-certificate",
                Number = "19/GCN-XAT",
                Date = "2017-05-22",
                Issuer = "Tòa án nhân dân quận Mẫu",
                EffectiveOn = "2017-05-22",
            },
            Documents = new[]
            {
                Document("enforcement-decision", "57/QĐ-CA", "2012-11-30", "Tòa án nhân dân quận Mẫu"),
                Document("prison-completion-certificate", "203/GCN", "2014-04-10", "Trại giam Mẫu"),
            },
        };

    /// <summary>Nguyễn Văn Nam, the second: a suspended sentence whose probation ends in 2027, and a ban.</summary>
    private static object Gambling() =>
        new
        {
            Number = "73/2023/HS-ST",
            Date = "2023-11-09",
            Court = "Tòa án nhân dân huyện Mẫu",
            State = "final",
            Offences = new[]
            {
                new
                {
                    Name = "Đánh bạc",
                    Article = "Điều 321 khoản 2",
                    Chapter = 21,
                    Gravity = "serious",
                    Negligent = false,
                    CommittedOn = "2023-04-27",
                },
            },
            Main = new
            {
                Kind = "suspended-prison",
                Months = 36,
                ProbationMonths = 48,
                Text = "36 tháng tù, cho hưởng án treo",
            },
            MainCompletion = new { State = "not-done" },
            CourtFee = new
            {
                Text = "Án phí hình sự sơ thẩm 200.000 đồng",
                Completion = new { State = "done", On = "2024-01-15" },
            },
        };

    private static object Ban() =>
        new
        {
            DecisionNumber = "05/2022/QĐ-TBPS",
            DecisionDate = "2022-08-30",
            Court = "Tòa án nhân dân thành phố Mẫu",
            Post = "Thành lập, quản lý doanh nghiệp, hợp tác xã",
            From = "2022-08-30",
            Until = "2025-08-30",
        };

    private static object Document(string kind, string number, string date, string issuer) =>
        new
        {
            Kind = kind,
            Number = number,
            Date = date,
            Issuer = issuer,
        };
}
