using Civic.Shared.SignIn;
using Microsoft.IdentityModel.Tokens;

namespace Civic.Vneid.Tokens;

/// <summary>The sandbox's signing key, made anew with each process.</summary>
internal sealed class VneidKey
{
    internal ECDsaSecurityKey Key { get; } = EcKeys.Generate();

    internal PublicJwkSet Published => new([Key.ToPublicJwk()]);
}
