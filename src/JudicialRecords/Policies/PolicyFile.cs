using System.Text.Json;
using System.Text.Json.Serialization;
using Civic.JudicialRecords.Fees;
using Civic.Shared.Web;

namespace Civic.JudicialRecords.Policies;

/// <summary>
/// A pack as it stands in policies/NAME.json. Members that nobody knows are refused: a typo is no law.
/// </summary>
internal sealed record PolicyFile
{
    internal static readonly JsonSerializerOptions Options = new(LawJson.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        PropertyNameCaseInsensitive = false,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    // The first converter that fits is taken, and the one for all enums fits classes as well.
    static PolicyFile() => Options.Converters.Insert(0, new FeeClassCode());

    public required string Name { get; init; }

    public required Bilingual Title { get; init; }

    public Bilingual? Assumption { get; init; }

    /// <summary>From this day on there must be law without a gap, and no row may end without a successor.</summary>
    public required DateOnly CoversFrom { get; init; }

    public required IReadOnlyList<FeeSchedule> Fees { get; init; }

    public required IReadOnlyList<CitySupport> Support { get; init; }

    public required IReadOnlyList<IssuingAuthority> Authorities { get; init; }

    public required IReadOnlyList<DeadlineRule> Deadlines { get; init; }

    public required IReadOnlyList<FormSet> Forms { get; init; }

    public required IReadOnlyList<RequestLimits> Limits { get; init; }

    /// <summary>Null in packs stored before refunds had rows of their own.</summary>
    public IReadOnlyList<RefundRule>? Refunds { get; init; }

    public required IReadOnlyList<ExpungementRule> Expungement { get; init; }

    public required HolidayList Holidays { get; init; }

    public IReadOnlyList<SealingOrder> SealingOrders { get; init; } = [];

    public IReadOnlyList<StepPlan> StepPlans { get; init; } = [];

    public IReadOnlyList<Competence> Competences { get; init; } = [];

    public IReadOnlyList<QualityIndex> QualityIndexes { get; init; } = [];

    internal sealed record HolidayList(
        Bilingual Basis,
        Bilingual? Unconfirmed,
        DateOnly KnownThrough,
        IReadOnlyList<Holiday> Days,
        IReadOnlyList<SwappedDay> Swapped
    );

    internal sealed record Holiday(DateOnly Date, string Vi, string En);

    /// <param name="Off">A working day given free.</param>
    /// <param name="Worked">The day off worked in exchange.</param>
    internal sealed record SwappedDay(DateOnly Off, DateOnly Worked);

    /// <summary>Packs name classes by code (EX1), not by our words.</summary>
    private sealed class FeeClassCode : JsonConverter<FeeClass>
    {
        public override FeeClass Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var code = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            foreach (var fee in Enum.GetValues<FeeClass>().Where(f => f.Code() == code))
            {
                return fee;
            }

            throw new JsonException(
                $"'{code}' is no class; known are "
                    + string.Join(", ", Enum.GetValues<FeeClass>().Select(f => f.Code()))
                    + "."
            );
        }

        public override void Write(Utf8JsonWriter writer, FeeClass value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Code());
    }
}
