namespace Civic.NationalRegisters.HealthInsurance;

/// <summary>
/// What the insurance gateway knows of the sandbox's people; whoever is not here has nothing on record.
/// </summary>
internal static class Visits
{
    private const string ClinicOne = "01901";
    private const string ClinicTwo = "01902";
    private const string Hospital = "01903";

    private static readonly Service Examination = new("02.03", "Khám bệnh nội khoa", 42_100, 13);
    private static readonly Service BloodTest = new("23.0075.1494", "Định lượng Glucose [Máu]", 21_800, 1);
    private static readonly Service LipidTest = new(
        "23.0041.1506",
        "Định lượng Cholesterol toàn phần [Máu]",
        27_300,
        1
    );
    private static readonly Service ChestImage = new("18.0119.0028", "Chụp X-quang ngực thẳng", 68_300, 2);

    private static readonly Drug Amlodipine = new(
        "40.491",
        "Amlodipin 5mg",
        "5mg",
        "1.01",
        "1 viên/lần * 1 lần/ngày * 60 ngày [1 viên/ngày]",
        60,
        640
    );

    private static readonly Drug Metformin = new(
        "40.807",
        "Metformin 500mg",
        "500mg",
        "1.01",
        "1 viên/lần * 2 lần/ngày * 60 ngày [2 viên/ngày]",
        120,
        520
    );

    internal static IReadOnlyList<Visit> Of(string personaId) =>
        personaId switch
        {
            "an" => An,
            "binh" => Binh,
            "giang" => Giang,
            "minh" => Minh,
            _ => [],
        };

    private static readonly Visit[] An =
    [
        new()
        {
            DaysAgo = 412,
            Facility = Hospital,
            CareType = "03",
            Days = 4,
            Weight = "66.50",
            Reason = "Ho, sốt, đau ngực bên phải",
            MainCode = "J18.9",
            Diagnosis = "Viêm phổi, không đặc hiệu",
            OtherCodes = "I10",
            Advice = "Nghỉ ngơi, uống thuốc theo đơn, khám lại nếu sốt trở lại.",
            Drugs =
            [
                new(
                    "40.184",
                    "Levofloxacin 500mg",
                    "500mg",
                    "1.01",
                    "1 viên/lần * 1 lần/ngày * 7 ngày [1 viên/ngày]",
                    7,
                    4_250
                ),
            ],
            Services = [Examination, ChestImage],
            Results = [new("18.0119.0028", "", "Chụp X-quang ngực thẳng", "", "", "Đám mờ thùy dưới phổi phải.")],
        },
        new()
        {
            DaysAgo = 96,
            Facility = ClinicOne,
            CareType = "05",
            Weight = "67.20",
            Reason = "Khám định kỳ tăng huyết áp",
            MainCode = "I10",
            Diagnosis = "Tăng huyết áp vô căn (nguyên phát)",
            OtherCodes = "E78.5",
            Advice = "Ăn nhạt, tập thể dục 30 phút mỗi ngày.",
            Drugs = [Amlodipine],
            Services = [Examination, BloodTest, LipidTest],
            Results =
            [
                new("23.0075.1494", "GLU", "Glucose", "5.4", "mmol/L"),
                new("23.0041.1506", "CHOL", "Cholesterol toàn phần", "6.1", "mmol/L"),
            ],
        },
        new()
        {
            DaysAgo = 20,
            Facility = ClinicOne,
            CareType = "05",
            Weight = "66.80",
            Reason = "Khám định kỳ tăng huyết áp",
            MainCode = "I10",
            Diagnosis = "Tăng huyết áp vô căn (nguyên phát); rối loạn chuyển hóa lipoprotein",
            OtherCodes = "E78.5",
            Advice = "Uống thuốc đều, tái khám sau 2 tháng.",
            Drugs =
            [
                Amlodipine,
                new(
                    "40.549",
                    "Atorvastatin 10mg",
                    "10mg",
                    "1.01",
                    "1 viên/lần * 1 lần/ngày * 60 ngày [1 viên/ngày]",
                    60,
                    1_150
                ),
            ],
            Services = [Examination, LipidTest],
            Results =
            [
                new("23.0041.1506", "CHOL", "Cholesterol toàn phần", "5.6", "mmol/L"),
                new("23.0041.1506", "CREA", "Creatinin", "82", "µmol/L"),
            ],
        },
    ];

    /// <summary>
    /// Holds an item that by law must never reach the record: it is filtered before anything is built.
    /// </summary>
    private static readonly Visit[] Binh =
    [
        new()
        {
            DaysAgo = 45,
            Facility = ClinicTwo,
            CareType = "05",
            Weight = "52.00",
            Reason = "Khám định kỳ",
            MainCode = "B24",
            Diagnosis = "Bệnh do HIV không đặc hiệu",
            Drugs =
            [
                new(
                    "40.250",
                    "Tenofovir/Lamivudin/Dolutegravir",
                    "300mg/300mg/50mg",
                    "1.01",
                    "1 viên/lần * 1 lần/ngày * 90 ngày [1 viên/ngày]",
                    90,
                    3_900
                )
                {
                    Source = 3,
                },
            ],
            Services = [Examination],
        },
        new()
        {
            DaysAgo = 12,
            Facility = ClinicTwo,
            Weight = "52.30",
            Reason = "Đau họng, sổ mũi",
            MainCode = "J06.9",
            Diagnosis = "Nhiễm trùng đường hô hấp trên cấp tính, không đặc hiệu",
            Drugs =
            [
                new(
                    "40.48",
                    "Paracetamol 500mg",
                    "500mg",
                    "1.01",
                    "1 viên/lần * 3 lần/ngày * 5 ngày [3 viên/ngày]",
                    15,
                    230
                ),
            ],
            Services = [Examination],
        },
    ];

    private static readonly Visit[] Giang =
    [
        new()
        {
            DaysAgo = 31,
            Facility = Hospital,
            CareType = "05",
            Weight = "61.00",
            Reason = "Khám định kỳ đái tháo đường",
            MainCode = "E11.9",
            Diagnosis = "Đái tháo đường típ 2, không có biến chứng",
            OtherCodes = "I10",
            Drugs = [Metformin, Amlodipine],
            Services = [Examination, BloodTest],
            Results =
            [
                new("23.0075.1494", "GLU", "Glucose", "7.9", "mmol/L"),
                new("23.0075.1494", "HBA1C", "HbA1c", "7.1", "%"),
            ],
        },
    ];

    private static readonly Visit[] Minh =
    [
        new()
        {
            DaysAgo = 200,
            Facility = ClinicTwo,
            Weight = "70.10",
            Reason = "Đau thượng vị",
            MainCode = "K29.7",
            Diagnosis = "Viêm dạ dày, không đặc hiệu",
            Drugs =
            [
                new(
                    "40.677",
                    "Omeprazol 20mg",
                    "20mg",
                    "1.01",
                    "1 viên/lần * 1 lần/ngày * 14 ngày [1 viên/ngày]",
                    14,
                    780
                ),
            ],
            Services = [Examination],
        },
    ];
}
