using Civic.Shared.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace Civic.Shared.SignIn;

/// <summary>
/// The service's own key towards the bridge, made on the first run: a file that only its owner reads, or a row of the
/// shared database where replicas need the same one.
/// </summary>
public sealed class ClientKey(CivicSettings settings, IServiceScopeFactory scopes)
{
    private const string Name = "client-key";
    private ECDsaSecurityKey? _key;

    public SigningCredentials Credentials => new(Key, SecurityAlgorithms.EcdsaSha256);

    public PublicJwkSet PublicKeys => new([Key.ToPublicJwk()]);

    private ECDsaSecurityKey Key => _key ?? throw new InvalidOperationException("The client key is read at start.");

    internal async Task LoadAsync(CancellationToken cancellation) =>
        _key = EcKeys.FromPkcs8(await ServiceKeys.LoadAsync(settings, scopes, Name, cancellation));
}
