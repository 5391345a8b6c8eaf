using System.Text.Json.Serialization;
using Civic.Shared.Identity;
using Civic.Shared.Web;

namespace Civic.JudicialRecords.Fees;

/// <summary>
/// What a request costs and who bears it, or why that can't be said yet. Kept as JSON with the dossier.
/// </summary>
[JsonDerivedType(typeof(Decided), "decided")]
[JsonDerivedType(typeof(AwaitsRegister), "awaits-register")]
[JsonDerivedType(typeof(AwaitsJudgement), "awaits-judgement")]
internal abstract record FeeAssessment
{
    private FeeAssessment() { }

    /// <summary>How it came about, line by line.</summary>
    public required IReadOnlyList<FeeLine> Trace { get; init; }

    /// <summary>The pack by which it was assessed.</summary>
    public required string Pack { get; init; }

    /// <summary>Which text of that pack; null in what was stored before texts were kept.</summary>
    public string? PackDigest { get; init; }

    /// <summary>List = Waived + City + Citizen, always.</summary>
    internal sealed record Decided : FeeAssessment
    {
        public required Money List { get; init; }

        /// <summary>The circular's exemption or reduction; never charged to the city.</summary>
        public required Money Waived { get; init; }

        public required Money City { get; init; }

        public required Money Citizen { get; init; }

        /// <summary>The class that was applied; null is the ordinary fee.</summary>
        public FeeClass? Class { get; init; }
    }

    /// <summary>A register could not be asked: neither exempt nor full fee; assess again once it answers.</summary>
    internal sealed record AwaitsRegister : FeeAssessment
    {
        public required IReadOnlyList<string> Registers { get; init; }
    }

    /// <summary>Reception has to judge these claims before any payment order exists.</summary>
    internal sealed record AwaitsJudgement : FeeAssessment
    {
        public required IReadOnlyList<FeeClass> Claims { get; init; }
    }
}

/// <summary>One step of the assessment.</summary>
/// <param name="Clause">Stable id such as "TT-244-2016:extra-copies".</param>
/// <param name="Basis">The legal basis and what it says here, Vietnamese and English.</param>
/// <param name="Amount">Positive raises what is due, negative lowers it, zero only explains.</param>
/// <param name="Evidence">Which register, paper or setting the step rests on.</param>
/// <param name="Flag">True where the rule is unconfirmed, assumed or a switch, and a reader should know.</param>
internal sealed record FeeLine(string Clause, Bilingual Basis, Money Amount, string Evidence, bool Flag = false);
