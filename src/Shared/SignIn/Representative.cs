using System.Security.Claims;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Civic.Shared.SignIn;

/// <summary>Who acts for the signed-in subject, as the bridge's id_token said (act, RFC 8693 §4.1).</summary>
/// <param name="Subject">Pairwise, of the same sector as the child's.</param>
/// <param name="Relation"><see cref="Parent"/> or <see cref="Guardian"/>.</param>
public sealed record Representative(string Subject, string Relation)
{
    public const string Parent = "parent";
    public const string Guardian = "guardian";

    /// <summary>The scope by which a service asks for it.</summary>
    internal const string Scope = "represent";

    public bool IsGuardian => Relation == Guardian;

    /// <summary>For an audit event whose actor is the representative.</summary>
    public IReadOnlyDictionary<string, string> Detail(string child) =>
        new Dictionary<string, string> { ["for"] = child, [BridgeClaims.Relation] = Relation };

    internal IEnumerable<Claim> Claims =>
        [new Claim(BridgeClaims.Actor, Subject), new Claim(BridgeClaims.Relation, Relation)];

    /// <summary>Of a session; null where people act for themselves.</summary>
    internal static Representative? Of(ClaimsPrincipal person) =>
        person.FindFirstValue(BridgeClaims.Actor) is { } actor
            ? new(actor, person.FindFirstValue(BridgeClaims.Relation) ?? "") : null;

    /// <summary>False where the token says of somebody what this service does not understand.</summary>
    internal static bool TryRead(JsonWebToken token, out Representative? by)
    {
        by = null;
        if (!token.TryGetPayloadValue<JsonElement>(BridgeClaims.Actor, out var act))
        {
            return true;
        }

        if (act.ValueKind == JsonValueKind.Object
            && StrictJws.TextOf(act, BridgeClaims.Subject) is { Length: > 0 } actor && actor != token.Subject
            && StrictJws.TextOf(act, BridgeClaims.Relation) is { } relation and (Parent or Guardian))
        {
            by = new(actor, relation);
        }

        return by is not null;
    }
}
