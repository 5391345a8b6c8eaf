using Civic.Shared.SignIn;

namespace Civic.IdentityBridge.Matching;

/// <summary>What the upstream stated, kept protected while the register or people must look again.</summary>
internal sealed record StatedPerson(string Name, string BirthDate, string Upstream)
{
    /// <summary>The same for the same words about the same person, and of no use elsewhere.</summary>
    internal string HashFor(Guid person) => Secrets.Hash($"{person}\n{Name}\n{BirthDate}");
}
